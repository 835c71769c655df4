"""Word lists of actor resolution: closed classes of English news prose, folded to lower case."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(line.strip() for line in text.splitlines() if line.strip())


# Short acronyms that mean something else wherever their country is not spoken of.
AMBIGUOUS_ACRONYMS = _words(
    """
    pa pan rt ice sec car raw mit sas pti dpp kia pdf cpp adf saf nis sns dos cma aes pf mas erp pcc mst ccc npp ndc ppp
    sla tmc fis gia pri prd mud pt cpc mss fbk crs irc sis cis eac iea nrc dia dea ap dss epl rpf fnl
    odm olf ola csu fdp spd pbs erc pds fpi rdr upc kdf nrm ccm cuf npc epr
    mod sp lna gpc cag sad tip jad jmb bnp jvp let kim dup uup
    """
)
# Bodies whose names many countries share; without their own country in the article they are read as plain nouns.
GENERIC_BODIES = _phrases(
    """
    foreign office
    home office
    house of representatives
    house of commons
    house of lords
    defense department
    justice department
    treasury department
    commerce department
    energy department
    education department
    border patrol
    secret service
    national guard
    coast guard
    democratic party
    republican party
    labour party
    conservative party
    labour
    conservatives
    republicans
    democrats
    court of appeal
    legislative council
    national security council
    interior department
    labor department
    agriculture department
    transportation department
    workers party
    """
)
# Abbreviated offices.
LONG_OFFICES = {
    "gen": "general", "lt gen": "lieutenant general", "maj gen": "major general", "brig gen": "brigadier general",
    "col": "colonel", "lt col": "lieutenant colonel", "lt": "lieutenant", "sgt": "sergeant", "capt": "captain",
    "maj": "major", "adm": "admiral", "rear adm": "rear admiral", "cmdr": "commander", "sen": "senator",
    "rep": "representative", "gov": "governor", "lt gov": "lieutenant governor", "pres": "president",
    "amb": "ambassador", "mp": "member of parliament",
}  # fmt: skip
# Participles after "US-": the country is not the actor.
BACKED = _words(
    """
    affiliated aligned allied armed backed born brokered controlled educated equipped financed friendly funded
    held inspired language linked majority occupied owned speaking sponsored supplied supported trained
    """
)
# Bodies every country has.
COMMON_BODIES = _words(
    """
    administration army force forces government media military navy party police regime security state
    """
)
# Words that end the head of a noun phrase.
CUTS = _words(
    """
    aboard accused across after against allied along among amongst around as at backed backing based before
    behind between beyond by calling carrying demanding during fighting fleeing for from held in including
    inside killed known led living loyal manning near of on opposed outside over protesting seeking such
    supporting suspected than that to trying under via waiting wearing which who whose with within without
    working
    """
)
# Words of departments, which stand before a name without being part of it.
DEPARTMENTS = _words(
    """
    s affairs agriculture commerce communications culture defence defense development economy education energy
    environment finance foreign health home industry information interior justice labor labour oil planning security
    state tourism trade transport water welfare
    """
)
# Capitalised words before a place that make no person of it.
DIRECTIONS = _words(
    """
    ancient central east eastern greater inner lower modern new north northeast northern northwest old outer
    south southeast southern southwest upper west western
    """
)
FEMALE = _words("her hers herself she")
# Marks of an office no longer held.
FORMER = _words("deposed erstwhile ex exiled former late onetime ousted retired then toppled")
# Nouns of a government.
GOVERNING = _words("junta regime")
# Vague words that speak of people of the place that the sentence or the article is about.
LOCAL = _phrases(
    """
    anyone
    critics
    everybody
    everyone
    nobody
    someone
    those
    """
)
# Groups that are of no country unless the phrase gives one.
OF_ALL_COUNTRIES = _phrases(
    """
    aid agencies
    aid groups
    aid organisations
    aid organizations
    human rights groups
    human rights organisations
    human rights organizations
    humanitarian agencies
    humanitarian organisations
    humanitarian organizations
    relief agencies
    relief organisations
    relief organizations
    rights groups
    """
)
# Openings of a phrase that points at nothing earlier.
INDEFINITE = _words(
    """
    a an another any dozens few five four hundreds many no several six some thousands three two
    """
)
# Nouns that in an article on a transnational group mean that group.
JIHADIST = _phrases(
    """
    extremists
    foreign fighters
    islamist militants
    jihadis
    jihadists
    militants
    suspected militants
    terrorists
    """
)
# Words that may stand between a country and an office.
LINKS = _words("acting and assistant chief deputy for interim of s senior the vice")
MALE = _words("he him himself his")
# Countries and towns that are also given or family names.
NAMESAKES = _words(
    """
    austin bali bern brazil brooklyn carolina chad china cuba dallas england english florence france french georgia
    german hamilton holland india ireland israel jackson jordan kent kiev kingston lamu lima lincoln london
    madison male mali malta montana montserrat nassau paris roman santiago savannah sofia sydney tripoli troy victoria
    virginia washington york
    """
)
# Words that follow a place in names of other things.
NAME_WORDS = _words(
    """
    accord agreement bank bridge city county daily herald olympics post press river sea state street summit
    times today treaty university
    """
)
# Prepositions of place.
NEAR = _words("across around at from in inside near of outside throughout")
NEUTER = _words("it its itself")
# Words after "her" that show it to be an object.
OBJECT_ENDS = _words(
    "and or but for to in on at with by from of as that when while after before into about because over if"
)
# Words that begin no apposition.
NOT_APPOSED = _words(
    """
    after and as at before but he in it on or saying she they when where which while who with
    """
)
# Small words inside names.
PARTICLES = _words("abd abu al ben bin da das de del den der di dos du el ibn la le ould ter van von")
PLURAL = _words("their theirs them themselves they")
# A phrase behind one of these is no subject.
PREPOSITIONS = _words(
    """
    about across after against at before between by for from in into like near of on over than to toward
    towards under with
    """
)
# Capitalised pronouns at the start of a sentence.
PRONOUNISH = _words("he her him his i it my our she that their them these they this those us we who you")
# Quantities that stand for people.
QUANTITIES = _words("hundreds thousands dozens scores millions many some most others")
# Nouns that name others by their relation to someone.
RELATIONS = _words(
    """
    adversaries allies backers counterparts donors enemies foes neighbors neighbours others partners
    """
)
# Verbs of saying.
SAYING = _words(
    """
    according acknowledged added adds admitted announced argued argues asked asks called claimed claims
    complained concluded continued continues declared denied explained explains insisted insists joked noted
    notes observed pledged recalled remarked replied responded said say says stated states stressed tells
    testified told tweeted urged vowed warned warns writes wrote
    """
)
# Pronouns.
SPEAKER = _words("i me mine my myself our ours ourselves us we")
# Words that begin sentences and so are capitalised without being names.
STARTERS = _words(
    """
    a about according across after against all along also although amid among an and another apr april around
    as asked at aug august because before between both but by dame dec december despite dr during each earlier
    eight even every feb february few first five for four friday from he her here his how however i if in
    instead into it its jan january jul july jun june just lady last later less let lord many mar march me
    meanwhile miss monday more most mr mrs ms my next nine no nor not nov november now oct october of on once
    one only or other our over perhaps said saturday second sep sept september seven several she since sir six
    so some speaking still such sunday ten than that the their them then there these they third this those
    though three through thursday to today told tomorrow tuesday two under until we wednesday well what when
    where which while who why with within without yes yesterday yet you your
    """
)
# Words that end the search for a country before an office.
STOPS = _words(
    """
    about after against are as at because before between but by during from had has how in into is on over said
    says since that to told under until upon was were what when where which while who whom whose why with
    """
)
# Words that speak for Georgia the state.
US_CUES = _words(
    """
    abrams atlanta augusta democrat democrats ga gop governor kemp republican republicans savannah senator
    statehouse
    """
)
# Adjectives that leave a group unnamed.
VAGUE = _words(
    """
    african arab asian certain different european foreign friendly global gulf international islamic major
    many member muslim neighboring neighbouring other outside regional several various western world
    """
)
# Verbs that end an apposition.
VERBISH = _words(
    """
    added are asked called could had has have is may might said says told warned was were who will would
    """
)
# Common verbs that follow a subject.
VERBS = _words(
    """
    accuses agreed also are began called came can could denies did do does entered fired fought gave had has
    have held hit is killed launched left lost made may met might must never plans rejects said say says seeks
    seized sent shot should signed still stormed struck told took urges vows wants warns was went were who
    will won would
    """
)
# People of no country unless the phrase gives one.
WANDERING = _phrases(
    """
    analysts
    experts
    legal experts
    observers
    sources
    diplomats
    western diplomats
    aliens
    asylum seekers
    expatriates
    foreigners
    illegal aliens
    illegal immigrants
    immigrants
    migrants
    refugees
    tourists
    undocumented immigrants
    westerners
    """
)
THIRD = MALE | FEMALE | PLURAL
PRONOUNS = SPEAKER | THIRD | NEUTER | _words("you your who whom whose which that those these this one both")
# Titles before a name, with the gender they give.
TITLES: dict[str, str | None] = {
    "mr": "m",
    "mrs": "f",
    "ms": "f",
    "miss": "f",
    "sir": "m",
    "lord": "m",
    "lady": "f",
    "dame": "f",
    "dr": None,
}
