"""The journal of the demo's owner: posts of his own, some of them in two languages, as an Atom feed."""

from typing import Final, NamedTuple
from xml.sax.saxutils import escape

SITE: Final = "https://plumb.example"


class Post(NamedTuple):
    """One post in one language."""

    language: str
    slug: str
    on: str
    title: str
    text: str
    tags: tuple[str, ...]


POSTS: Final = (
    Post(
        "en",
        "ash-glaze",
        "2026-11-08",
        "Wood ash, and why a glaze runs",
        "Washed wood ash and straw ash from one stove, side by side in one firing: the straw stayed, the wood ran.",
        ("ash", "glaze", "kiln"),
    ),
    Post(
        "zh",
        "ash-glaze",
        "2026-11-08",
        "草木灰釉为什么会流",
        "同一个炉子里收的草灰和稻草灰，洗过三遍，一窑烧出来：稻草灰的釉面慢慢化开，木灰的一路流到底。灰收多少斤、怎么筛，都记在里面。",
        ("草灰", "稻草", "釉"),
    ),
    Post(
        "zh",
        "bell-clock",
        "2026-10-20",
        "修一台老座钟",
        "修理夜里带来的座钟，发条没断，是摆轴磨了。收音机和台灯也顺手看了看。",
        ("座钟", "修理", "收音机"),
    ),
    Post(
        "en",
        "copper-and-salt",
        "2026-09-14",
        "Copper in a salt kiln",
        "Three jugs with copper slip, fired with salt in Ambleford: two went green, one went black, and why.",
        ("copper", "salt", "jugs"),
    ),
    Post(
        "ar",
        "paper-lanterns",
        "2026-10-02",
        "فوانيس الورق عند النافورة",
        "فوانيس لا تحترق: جرّبتُ ثلاثة فوانيس عند النافورة، وفانوسًا على القناة.",
        ("فوانيس", "النافورة"),
    ),
    Post(
        "en",
        "week-without-sugar",
        "2026-08-30",
        "A week without sugar",
        "Seven days, a loaf of sourdough a day, and what I missed. An experiment on myself, with numbers.",
        ("bread", "experiment"),
    ),
)


def atom() -> str:
    """The feed, newest first."""
    entries = "".join(_entry(post) for post in sorted(POSTS, key=lambda post: post.on, reverse=True))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>Ottokar Plumb: a journal of small things</title>\n<id>{SITE}/</id>\n"
        f'<link href="{SITE}/feed.xml" rel="self"/>\n<updated>2026-11-08T08:00:00Z</updated>\n'
        f"<author><name>Ottokar Plumb</name></author>\n{entries}</feed>\n"
    )


def _entry(post: Post) -> str:
    link = f"{SITE}/{post.language}/{post.slug}"
    tags = "".join(f'<category term="{escape(tag)}"/>' for tag in post.tags)
    return (
        f'<entry><title>{escape(post.title)}</title><id>{link}</id><link href="{link}"/>'
        f"<published>{post.on}T08:00:00Z</published><updated>{post.on}T08:00:00Z</updated>{tags}"
        f'<summary type="text" xml:lang="{post.language}">{escape(post.text)}</summary></entry>\n'
    )
