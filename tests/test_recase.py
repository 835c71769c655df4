"""Texts in capitals as they would be printed."""

import pytest

from dragoman.train.recase import Recaser

PRINTED = (
    "The army said that rebels of the Liberation Front met in San Salvador with the United Nations.",
    "Later the United Nations said that a liberation of the city was near, and that Miguel had met the FBI.",
    "So he told us on Monday; and so of the residence, and of the Liberation Front.",
)


@pytest.mark.parametrize(
    ("capitals", "expected"),
    [
        ("THE ARMY MET REBELS IN SAN SALVADOR.  THEY SAID SO.", "The army met rebels in San Salvador.  They said so."),
        ("ON MONDAY THE UNITED NATIONS TOLD THE FBI.", "On Monday the United Nations told the FBI."),
        ("THE FMLN (FARABUNDO) SAID: (FMLN)", "The FMLN (Farabundo) said: (FMLN)"),
        ("MR. J. MIGUEL'S RESIDENCES ON 34TH", "Mr. J. Miguel's residences on 34th"),
        ("", ""),
    ],
)
def test_every_letter_keeps_its_place(capitals: str, expected: str) -> None:
    recased = Recaser(PRINTED, [capitals])(capitals)
    assert recased == expected
    assert recased.upper() == capitals
