"""A resolved place as the four levels that ICEWS, POLECAT and Phoenix have columns for."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.records import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """Empty strings and None where the place is not known so closely. `country` is ISO alpha-3."""

    city: str = ""
    district: str = ""
    province: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None


def levels(place: Place) -> Levels:
    """The place's name goes to the level that its GeoNames feature code says; a populated place is a city."""
    feature, name = place.feature_code or "", place.name or ""
    return Levels(
        city=name if feature.startswith("PPL") else "",
        district=name if feature.startswith(("ADM2", "ADM3")) else "",
        province=name if feature.startswith("ADM1") else place.admin1 or "",
        country=place.country or "",
        latitude=place.latitude,
        longitude=place.longitude,
    )
