"""Providers of mail and profiles: whose boxes are nobody's, which domains are one, where an account's name stands."""

from typing import Final

# Boxes that a company answers, not a person.
_ROLES: Final = """
abuse accounting accounts admin administrator billing booking bookings career careers contact events finance hello
help helpdesk hi hr info invoice invoices jobs kontakt mail mailer-daemon marketing media membership news newsletter
noreply no-reply donotreply do-not-reply notifications office orders post postmaster press reception register
reservations root sales secretariat security service services shop staff support team webmaster welcome
"""
ROLES: Final = frozenset(_ROLES.split())
# One mailbox under several domains of its provider.
ALIASES: Final = {
    "googlemail.com": "gmail.com",
    "me.com": "icloud.com",
    "mac.com": "icloud.com",
    "pm.me": "proton.me",
    "protonmail.com": "proton.me",
    "protonmail.ch": "proton.me",
    "ya.ru": "yandex.ru",
    "yandex.com": "yandex.ru",
    "yandex.by": "yandex.ru",
    "yandex.kz": "yandex.ru",
    "yandex.ua": "yandex.ru",
    "vip.qq.com": "qq.com",
    "foxmail.com": "qq.com",
    "fastmail.fm": "fastmail.com",
}
NO_DOTS: Final = frozenset({"gmail.com"})
# Everybody may have a box there, so the domain says nothing of who somebody works for.
_FREE: Final = """
gmail.com icloud.com proton.me yandex.ru qq.com fastmail.com hotmail.com outlook.com live.com msn.com yahoo.com
yahoo.co.uk yahoo.de ymail.com aol.com gmx.de gmx.net gmx.com web.de t-online.de mail.ru bk.ru inbox.ru list.ru
163.com 126.com yeah.net sina.com sohu.com naver.com daum.net hanmail.net orange.fr free.fr laposte.net wanadoo.fr
libero.it virgilio.it seznam.cz wp.pl o2.pl interia.pl zoho.com tutanota.com duck.com hey.com mailbox.org posteo.de
rediffmail.com uol.com.br bol.com.br terra.com.br
"""
FREE: Final = frozenset(_FREE.split())
# Where a profile's address has the name of the account: host, what comes before it, the platform.
PROFILES: Final = (
    ("github.com", "", "github"),
    ("gitlab.com", "", "gitlab"),
    ("linkedin.com", "in/", "linkedin"),
    ("linkedin.com", "pub/", "linkedin"),
    ("t.me", "", "telegram"),
    ("telegram.me", "", "telegram"),
    ("twitter.com", "", "x"),
    ("x.com", "", "x"),
    ("instagram.com", "", "instagram"),
    ("facebook.com", "", "facebook"),
    ("fb.com", "", "facebook"),
    ("threads.net", "@", "threads"),
    ("threads.com", "@", "threads"),
    ("tiktok.com", "@", "tiktok"),
    ("youtube.com", "@", "youtube"),
    ("medium.com", "@", "medium"),
    ("keybase.io", "", "keybase"),
    ("reddit.com", "user/", "reddit"),
    ("reddit.com", "u/", "reddit"),
    ("weibo.com", "", "weibo"),
    ("zhihu.com", "people/", "zhihu"),
    ("vk.com", "", "vk"),
    ("bsky.app", "profile/", "bluesky"),
    ("open.spotify.com", "user/", "spotify"),
    ("orcid.org", "", "orcid"),
    ("goodreads.com", "user/show/", "goodreads"),
    ("stackoverflow.com", "users/", "stackoverflow"),
)
# First parts of a path on these hosts that are no account.
_PAGES: Final = """
about company explore groups home intent login orgs p pages people photo profile.php search settings share sharer
status story topics watch joinchat addstickers c s i reel reels stories events hashtag
"""
PAGES: Final = frozenset(_PAGES.split())
# What platforms call somebody whom they do not name, folded: the same words there are no agreement.
NOBODY: Final = frozenset(
    {
        "deleted",
        "deleted account",
        "deleted user",
        "discord user",
        "facebook user",
        "former member",
        "instagram user",
        "line user",
        "linkedin member",
        "no name",
        "somebody",
        "telegram user",
        "unknown",
        "unknown contact",
        "unknown user",
        "user",
        "utilisateur facebook",
        "utente facebook",
        "usuario de facebook",
        "whatsapp user",
        "gelöschtes konto",
        "unbekannt",
        "已注销用户",
        "账号已注销",
        "未知用户",
        "удалённый аккаунт",
        "حساب محذوف",
        "مستخدم فيسبوك",
    }
)
