"""Writes exports in which the same people appear under several names: invented, in Latin, Chinese and Arabic."""

from pathlib import Path

ME = "Ottokar Plumb"
TOGETHER = ("Potter Girl", "Ines Halfmoon-Vale")  # two members of one chat
CARDS = (
    ("Ines Halfmoon", "+49 170 1112223", "ines@halfmoon.example"),
    ("李明", "", "liming@corp.example"),
    ("Li Ming", "", ""),
    ("王小明", "+86 138 0013 8000", ""),
    ("Wang Xiaoming", "", "xm.wang@work.example"),
    ("محمد حسن", "+20 100 777 1234", ""),
    ("Mohamed Hassan", "", "m.hassan@post.example"),
    ("نادية الوراق", "+20 100 555 0199", "nadia@warraq.example"),
    ("Nadia Al-Warraq", "", "nadia@warraq.example"),
)
GIVEN = ("Ada", "Bea", "Cem", "Dov", "Eli", "Fay", "Gus", "Hal", "Ivy", "Jon", "Kai", "Lea")
FAMILY = ("Arbor", "Birch", "Cedar", "Dune", "Elmwood", "Fernley", "Glade", "Heathrow", "Islington", "Juniper")


def write_exports(folder: Path, *, more: int = 24) -> list[Path]:
    """A chat of a year, and an address book in which ``more`` people stand twice, the family name first or last."""
    chat = folder / "WhatsApp Chat with Lantern Street.txt"
    people = (ME, *TOGETHER, "Bram Teakettle")
    chat.write_text(
        "".join(
            f"{13 + turn:02}/{month:02}/2025, 21:{turn:02} - {who}: the kiln is warm\n"
            for month in range(1, 13)
            for turn, who in enumerate(people)
        ),
        encoding="utf-8",
    )
    cards = list(CARDS)
    for number in range(more):
        given, family = GIVEN[number % len(GIVEN)], FAMILY[number % len(FAMILY)]
        cards.append((f"{given} {family}", f"+49 160 {5_000_000 + number}", ""))
        cards.append((f"{family} {given}", "", f"{given}.{family}@mail{number}.example".lower()))
    book = folder / "contacts.vcf"
    book.write_text("".join(map(_card, cards)), encoding="utf-8")
    return [chat, book]


def _card(card: tuple[str, str, str]) -> str:
    name, phone, mail = card
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", f"TEL:{phone}", f"EMAIL:{mail}", "END:VCARD"]
    return "".join(f"{line}\r\n" for line in lines if not line.endswith(":") or line.startswith(("BEGIN", "END")))
