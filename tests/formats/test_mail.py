"""Mail: what real mailboxes hold beside what the samples show, and mails made from a model and read back."""

import base64
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import NO_ANSWERS, Answers, Source, find, mail_eml, mail_mbox
from kithbook.formats.mail import mbox
from kithbook.formats.mail.address import addresses
from kithbook.formats.mail.charset import text_of
from kithbook.formats.mail.header import content, words
from kithbook.formats.mail.html import html_text
from kithbook.formats.mail.moment import of_envelope, written
from kithbook.formats.mail.reply import own_words
from kithbook.vocabulary import Chat, Choice, Contact, Message, Problem, Record, Tally
from tests.formats.test_contract import check_stream, damaged_bytes

FROM = "From lio@kiln.example Mon Jan  1 09:00:00 2024\n"
HEAD = "From: Lio <lio@kiln.example>\nTo: Ines <ines@halfmoon.example>\nDate: Mon, 1 Jan 2024 10:00:00 +0100\n"

Reads = Callable[..., list[Record]]


@pytest.fixture
def reads(tmp_path: Path) -> Reads:
    """Reads mails given as heads and bodies, or bytes, as one mailbox."""

    def read(*mails: str | bytes, name: str = "box.mbox", answers: Answers = NO_ANSWERS) -> list[Record]:
        path = tmp_path / name
        whole = [each if isinstance(each, bytes) else each.encode() for each in mails]
        path.write_bytes(b"".join(FROM.encode() + each + b"\n\n" for each in whole))
        records = list(mail_mbox.read(Source(path), answers=answers))
        check_stream(records)
        return records

    return read


def messages(records: list[Record]) -> list[Message]:
    """The messages alone."""
    return [record for record in records if isinstance(record, Message)]


def chats(records: list[Record]) -> list[tuple[str, str]]:
    """Kind and key of each chat."""
    return [(record.kind, record.key) for record in records if isinstance(record, Chat)]


def mail(sender: str, to: str, body: str = "Yes.", more: str = "") -> str:
    """A mail of 2024."""
    return f"From: {sender}\nTo: {to}\nDate: Mon, 1 Jan 2024 10:00:00 +0100\nSubject: Kiln\n{more}\n{body}"


# ------------------------------------------------------------------------------------------------- cutting a mailbox


@pytest.mark.parametrize("block", [7, 64, 1_000, 1 << 20])
def test_mails_are_cut_alike_whatever_is_read_at_once(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    """Where a block ends makes no difference to where a mail does."""
    monkeypatch.setattr(mbox, "BLOCK", block)
    bodies = ["one", ">From two\n\nFrom three on", "x" * 3_000, "", "From four\nto five\n\nFrom us all:\nBye: now"]
    whole = "".join(f"{FROM}{HEAD}\n{body}\n\n" for body in bodies)
    got = [raw.data.decode().partition("\n\n")[2].strip() for raw in mbox.mails(io.BytesIO(whole.encode()), 1 << 20)]
    assert got == [body.strip() for body in bodies]


@pytest.mark.parametrize(
    "line",
    [
        "From lio@kiln.example Mon Jan  1 09:00:00 2024",
        "From 1787000000000000001@xxx Mon Jan 01 09:00:00 +0000 2024",
        "From - Mon Jan 01 09:00:00 2024",
        "From ???@??? Mon Jan 01 09:00:00 2024",
        "From lio at kiln.example  Mon Jan  1 09:00:00 2024",
        "From MAILER-DAEMON",
    ],
)
def test_each_program_has_its_line_before_a_mail(line: str) -> None:
    """What stands between mails differs by program; a field follows it."""
    whole = f"{line}\nSubject: 1\n\na\n\n{line}\nSubject: 2\n\nb\n".encode()
    assert len(list(mbox.mails(io.BytesIO(whole), 1 << 20))) == 2
    assert mbox.begins(whole)


def test_a_mail_may_follow_without_a_blank_line(reads: Reads) -> None:
    """Some programs leave it out; the date and the fields tell."""
    records = reads(mail("a@x.example", "b@x.example", "one") + "\n" + FROM + mail("b@x.example", "a@x.example", "two"))
    assert [each.text for each in messages(records)] == ["Kiln\none", "Kiln\ntwo"]


def test_a_wrong_length_counts_for_nothing(reads: Reads) -> None:
    """Content-Length is believed only where a mail really ends there."""
    for length in range(80):
        first = mail("a@x.example", "b@x.example", "one", f"Content-Length: {length}\n")
        assert len(messages(reads(first, mail("b@x.example", "a@x.example", "two")))) == 2


def test_of_a_long_mail_the_beginning_and_the_end_are_read(reads: Reads) -> None:
    """What a photograph of many megabytes stands between is not lost."""
    picture = "A" * 76 + "\n"
    body = (
        "--b\nContent-Type: text/plain\n\nBefore.\n--b\nContent-Type: image/jpeg\nContent-Transfer-Encoding: base64\n\n"
        f"{picture * 150_000}\n--b\nContent-Type: text/plain\n\nAfter.\n--b--\n"
    )
    records = reads(mail("a@x.example", "b@x.example", body, "Content-Type: multipart/mixed; boundary=b\n"))
    assert messages(records)[0].text == "Kiln\nBefore.\nAfter."


def test_bytes_before_the_first_mail_are_a_problem() -> None:
    """They are counted, and what follows is read."""
    raws = list(mbox.mails(io.BytesIO(f"garbage\n\n{FROM}{HEAD}\nhi\n".encode()), 1 << 20))
    assert [raw.is_mail for raw in raws] == [False, True]


# -------------------------------------------------------------------------------------------------------- whose it is


def test_the_owner_is_whom_mail_was_delivered_to(reads: Reads) -> None:
    """The chat with one other person is keyed by that one's address alone."""
    into = "Delivered-To: ines@halfmoon.example\n"
    records = reads(mail("lio@kiln.example", "ines@halfmoon.example", more=into))
    assert chats(records) == [("direct", "lio@kiln.example")]
    assert [each.is_me for each in records if isinstance(each, Contact)] == [None, True]


def test_the_owner_is_who_wrote_what_lies_in_the_folder_of_sent_mail(reads: Reads) -> None:
    """A mailbox that is called Sent, in any language, tells whose it is."""
    for name in ("Sent", "Gesendete Elemente.mbox", "寄件備份.mbox", "البريد المرسل"):
        records = reads(mail("ines@halfmoon.example", "lio@kiln.example"), name=name)
        assert chats(records) == [("direct", "lio@kiln.example")]


def test_who_writes_and_gets_nearly_all_mails_is_taken_for_the_owner(reads: Reads) -> None:
    """Where no server says anything; then nobody is marked as the owner, but the chats are keyed by the others."""
    others = ["a@x.example", "b@x.example", "c@x.example"]
    got = [mail(each, "ines@halfmoon.example") for each in others]
    records = reads(*got, *(mail("ines@halfmoon.example", each) for each in others))
    assert chats(records) == [("direct", each) for each in others]
    assert all(each.is_me is None for each in records if isinstance(each, Contact))
    [choice] = [each for each in records if isinstance(each, Choice)]
    assert choice.value == "ines@halfmoon.example"


def test_where_two_are_in_all_mails_the_owner_is_asked_for(reads: Reads) -> None:
    """Unanswered, a chat is keyed by both; answered, by the other."""
    pair = [mail("ines@halfmoon.example", "lio@kiln.example"), mail("lio@kiln.example", "ines@halfmoon.example")] * 3
    records = reads(*pair)
    [choice] = [each for each in records if isinstance(each, Choice)]
    assert not choice.sure
    assert set(choice.options) == {"ines@halfmoon.example", "lio@kiln.example", "nobody"}
    assert chats(records) == [("direct", "ines@halfmoon.example lio@kiln.example")]
    answered = reads(*pair, answers={"owner": "ines@halfmoon.example"})
    assert chats(answered) == [("direct", "lio@kiln.example")]


# --------------------------------------------------------------------------------------------------- what mails become


def test_chats_by_who_takes_part(reads: Reads) -> None:
    """Two, several, a list, a machine, many at once, oneself."""
    into = "Delivered-To: me@x.example\n"
    many = ", ".join(f"n{number}@x.example" for number in range(30))
    records = reads(
        mail("a@x.example", "me@x.example, b@x.example", more=into),
        mail("b@x.example", "a@x.example, me@x.example", more=into),
        mail("a@x.example", "undisclosed-recipients:;", more=into),
        mail("a@x.example", many, more=into),
        mail("a@x.example", "talk@lists.example", more=into + "List-Id: Talk <talk.lists.example>\n"),
        mail("me@x.example", "talk@lists.example", more="Cc: a@x.example\n"),
        mail("b@x.example", "talk@lists.example", more="Mailing-List: list talk@lists.example; contact x@y.example\n"),
        mail("no-reply@mail.shop.example", "me@x.example", more=into),
        mail("offers@shop.example", "me@x.example", more=into + "List-Unsubscribe: <https://x.example>\n"),
        mail("news@paper.example", "me@x.example", more=into + "List-Id: <17.paper.example>\nList-Unsubscribe: <x>\n"),
        mail("MAILER-DAEMON@one.example", "me@x.example", more=into),
        mail("postmaster@two.example", "me@x.example", more=into),
        mail("me@x.example", "me@x.example"),
        mail("me@x.example", "no-reply@shop.example"),
        mail("me@x.example", "me@x.example", more="Bcc: a@x.example, b@x.example\n"),
        mail("me@x.example", "me@x.example", more="Bcc: a@x.example\n"),
    )
    place = {each.ref: each.key for each in records if isinstance(each, Chat)}
    assert [place[each.chat] for each in messages(records)] == [
        "a@x.example b@x.example",
        "a@x.example b@x.example",
        "a@x.example",
        "circular/a@x.example",
        *(["talk.lists.example"] * 3),
        "notices/shop.example",
        "notices/shop.example",
        "notices/paper.example",
        "notices/mailer-daemon",
        "notices/mailer-daemon",
        "me@x.example",
        "notices/shop.example",
        "circular/me@x.example",
        "a@x.example",
    ]
    assert not {each.handle.key for each in records if isinstance(each, Contact)} & {"no-reply@mail.shop.example"}


def test_a_list_that_hides_its_senders_shows_them(reads: Reads) -> None:
    """Lists put their own address in place of the sender's, and that one behind Reply-To."""
    more = "List-Id: <talk.lists.example>\nList-Post: <mailto:talk@lists.example>\nReply-To: Amal <amal@x.example>\n"
    [message] = messages(reads(mail("Amal via talk <talk@lists.example>", "talk@lists.example", more=more)))
    assert message.sender == "amal@x.example"


def test_a_copy_of_a_mail_counts_once(reads: Reads) -> None:
    """Programs that use one id for all their mails do not lose them."""
    one = mail("a@x.example", "b@x.example", more="Message-ID: <1@x.example>\n")
    records = reads(one, one, one.replace("Yes.", "No."))
    assert [each.text for each in messages(records)] == ["Kiln\nYes.", "Kiln\nNo."]
    assert records[-1] == Tally("record", 3, 2, 1, 0)


def test_an_answer_of_a_program_is_no_message_of_a_person(reads: Reads) -> None:
    """It stays in the chat, said by the platform."""
    first = messages(reads(mail("a@x.example", "b@x.example", more="Auto-Submitted: auto-replied\n")))[0]
    assert (first.kind, first.sender) == ("system", "")


def test_what_was_never_sent_or_was_thrown_away_is_accounted_for(reads: Reads) -> None:
    """Labels of Gmail in any language, the name of the mailbox, the mark of Thunderbird."""
    labels = [
        "=?utf-8?q?Entw=C3=BCrfe?=",
        "Spam",
        "垃圾邮件",
        '"a, b",المهملات',
        "=?utf-8?B?5LiL5pu444GN?=",
        r"\\Draft",
    ]
    records = reads(
        *(mail("a@x.example", "b@x.example", more=f"X-Gmail-Labels: {label}\n") for label in labels),
        mail("a@x.example", "b@x.example", more="X-Mozilla-Status: 0009\n"),
    )
    assert records[-1] == Tally("record", 7, 0, 7, 0)
    assert reads(mail("a@x.example", "b@x.example"), name="Papierkorb")[-1] == Tally("record", 1, 0, 1, 0)


def test_the_subject_is_part_of_what_begins_a_conversation(reads: Reads) -> None:
    """Not of an answer, nor of what is handed on; where nothing else was written, it always is."""

    def subject(value: str, more: str = "", body: str = "Yes.") -> str:
        return f"{HEAD}Subject: {value}\n{more}\n{body}"

    got = messages(
        reads(
            subject("Kiln"),
            subject("Re: Kiln"),
            subject("[glaze] AW: Kiln"),
            subject("Kiln", "In-Reply-To: <a@b>\n"),
            subject("WG: Kiln"),
            subject("Re: Kiln", "", ""),
            subject("Regarding: Kiln"),
        )
    )
    assert [each.text for each in got] == [
        "Kiln\nYes.",
        "Yes.",
        "Yes.",
        "Yes.",
        "Yes.",
        "Re: Kiln",
        "Regarding: Kiln\nYes.",
    ]
    assert [each.forwarded for each in got].index(True) == 4


def test_moments_and_where_they_come_from(reads: Reads) -> None:
    """The Date, else the last station, else the line before the mail; a clock that runs ahead is not believed."""

    def dated(date: str, received: str = "") -> str:
        return f"From: a@x.example\nTo: b@x.example\n{date}{received}\nhi"

    station = "Received: from a by b; Mon, 1 Jan 2024 08:00:00 +0100\n"
    got = messages(
        reads(
            dated("Date: Mon, 1 Jan 2024 07:59:00 -0500\n"),
            dated("Date: 5 Jan 24 12:00\n"),
            dated("Date: soon\n", station),
            dated(""),
            dated("Date: Mon, 1 Jan 2040 00:00:00 +0000\n", station),
        )
    )
    assert [(each.at, each.zone) for each in got] == [
        (1704113940, "-05:00"),
        (1704456000, ""),
        (1704092400, "+01:00"),
        (1704099600, ""),
        (1704092400, "+01:00"),
    ]


def test_attachments_count_where_there_is_no_text(reads: Reads) -> None:
    """The kind is that of the first file; a mail with words is one of words."""
    more = "Content-Type: multipart/mixed; boundary=b\n"
    file = "--b\nContent-Type: {}; name={}\nContent-Disposition: attachment\n\nx\n"
    got = messages(
        reads(
            mail(
                "a@x.example", "b@x.example", file.format("image/png", "a.png") + "--b--", more + "In-Reply-To: <a@b>\n"
            ),
            mail("a@x.example", "b@x.example", file.format("text/plain", "list.txt") + "--b--", more),
            mail("a@x.example", "b@x.example", file.format("audio/ogg", "") + "--b\n\nListen.\n--b--", more),
        )
    )
    assert [(each.kind, each.text) for each in got] == [("image", "a.png"), ("file", "Kiln"), ("text", "Kiln\nListen.")]


# ------------------------------------------------------------------------------------------------ heads and words


def test_addresses_as_programs_write_them() -> None:
    """Quotes, comments, groups, routes, encoded commas, several without a comma, none at all."""

    def keys(value: str) -> list[tuple[str, str]]:
        return [tuple(each) for each in addresses(value.encode())]

    assert keys('"Plumb, Ottokar" <O@X.example>') == [("o@x.example", "Plumb, Ottokar")]
    assert keys("=?utf-8?Q?Plumb,_Ottokar?= <o@x.example>, b@x.example") == [
        ("o@x.example", "Plumb, Ottokar"),
        ("b@x.example", ""),
    ]
    assert keys("Circle: a@x.example, Lio <b@x.example>;, undisclosed-recipients:;") == [
        ("a@x.example", ""),
        ("b@x.example", "Lio"),
    ]
    assert keys("Pete(nice \\) chap) <pete(his)@x.example(host)>") == [("pete@x.example", "Pete")]
    assert keys("<@route.example:mary@x.example>, jdoe@x  . example") == [
        ("mary@x.example", ""),
        ("jdoe@x.example", ""),
    ]
    assert keys("a@x.example b@x.example") == [("a@x.example", ""), ("b@x.example", "")]
    assert keys("Big Bug bug@x.example") == [("bug@x.example", "Big Bug")]
    assert keys("'ines@x.example' <ines@x.example>") == [("ines@x.example", "")]
    assert keys("lio at kiln.example (Lio)") == [("lio@kiln.example", "Lio")]
    assert keys('"nobody" <>') == []
    assert keys("") == []


def test_encoded_words_and_parameters() -> None:
    """Words cut within a character, wrong padding, raw bytes; long parameters in parts."""
    assert words(b"=?utf-8?B?5pg=?= =?utf-8?B?juWkqQ==?=") == "明天"
    assert words(b"=?utf-8?B?5piO5aSp?") == "=?utf-8?B?5piO5aSp?"
    assert words(b"=?utf-8?B?5piO5aS?=").startswith("明")
    assert words("Schüssel".encode("latin-1"), "iso-8859-1") == "Schüssel"
    assert words(b"=?iso-8859-1*de?Q?Gr=FC=DFe_?= =?x-unknown?Q?a?=") == "Grüße a"
    long = b"attachment; filename*0*=utf-8''Sch%C3%BC; filename*1=ssel; filename*2*=.jpg"
    assert content(long) == ("attachment", {"filename": "Schüssel.jpg"})
    assert content(b'text/plain; name="a\\"b; c.txt"; charset=utf-8')[1] == {"name": 'a"b; c.txt', "charset": "utf-8"}


def test_text_is_read_whatever_its_label_says() -> None:
    """Unknown labels, wrong ones, none; a label that would start something else is no encoding."""
    assert text_of("新茶，镕".encode("gb18030"), "gb2312") == "新茶，镕"
    assert text_of("창고".encode("cp949"), "ks_c_5601-1987") == "창고"
    assert text_of("窯".encode("iso2022_jp"), "ISO-2022-JP") == "窯"
    assert text_of("Äpfel – ja".encode("cp1252"), "iso-8859-1") == "Äpfel – ja"
    assert text_of("Äpfel".encode(), "iso-8859-1") == "Äpfel"
    assert text_of("明天在窑边喝茶".encode(), "gb2312") == "明天在窑边喝茶"
    assert text_of("Äpfel".encode("latin-1"), "utf-8") == "Äpfel"
    assert text_of("Äpfel".encode(), "unknown-8bit") == "Äpfel"
    assert text_of("Привет, как дела сегодня вечером?".encode("cp1251"), "") == "Привет, как дела сегодня вечером?"
    assert text_of(b"plain", "utf-16") == "plain"
    assert text_of(b"a+2AA-b", "utf-7").encode() == b"a?b"
    assert text_of(b"xn--0", "punycode") == "xn--0"


@pytest.mark.parametrize(
    ("said", "at", "zone"),
    [
        ("Fri, 5 Jan 2024 12:00:00 +0100 (CET)", 1704452400, "+01:00"),
        ("Fri, 05 Jan 2024 12:00:00 GMT", 1704456000, "UTC"),
        ("5 Jan 2024 12:00:00 -0000", 1704456000, "UTC"),
        ("Fri, 5 Jan 2024 12:00:00 CEST", 1704448800, "+02:00"),
        ("Fri, 5 Jan 2024 12:00:00 XYZ", 1704456000, ""),
        ("Fri, 5 Jan 124 12:00:00 +0000", 1704456000, "UTC"),
        ("Fri,\r\n 5 Jan 2024 12(noon) : 00 : 60 +0000", 1704456059, "UTC"),
        ("Fri Jan  5 12:00:00 2024", 1704456000, ""),
        ("2024-01-05T12:00:00+02:00", 1704448800, "+02:00"),
        ("Fri, 31 Feb 2024 12:00:00 +0000", None, ""),
        ("Fri, 5 Jan 1969 12:00:00 +0000", None, ""),
        ("tomorrow", None, ""),
        ("Mon, 253402300800 Sep 2019 08:18446744073709551616", None, ""),
    ],
)
def test_dates_as_programs_write_them(said: str, at: int | None, zone: str) -> None:
    """Those of the standard, and those of many years of programs that did not keep to it."""
    found = written(said)
    assert (found.at, found.zone) == (at, zone) if found else at is None
    assert of_envelope(b"From 12@xxx Fri Jan 05 12:00:00 +0000 2024") == (1704456000, "UTC")


# ---------------------------------------------------------------------------------------------- what people wrote


@pytest.mark.parametrize(
    "below",
    [
        "On Fri, Jan 5, 2024 at 12:00 PM Ines Halfmoon <i@x.example>\nwrote:\n\n> Old.",
        "On 5 Jan 2024, at 12:00, Ines <i@x.example> wrote:\n\nOld.",
        "Am 05.01.2024 um 12:00 schrieb Ines Halfmoon:\n> Old.",
        "Le ven. 5 janv. 2024 à 12:00, Ines <i@x.example> a écrit :\n\n> Old.",
        "El vie, 5 ene 2024 a las 12:00, Ines (<i@x.example>) escribió:\n> Old.",
        "Ines <i@x.example> 于2024年1月5日周五 12:00写道：\n\n> Old.",
        "2024年1月5日(金) 12:00 Ines <i@x.example>:\n\n> Old.",
        "2024/01/05 12:00、Ines <i@x.example>のメール:\n\n> Old.",
        "في الجمعة، 5 يناير 2024 في 12:00 كتب Ines <i@x.example>:\n> Old.",
        "-----Original Message-----\nFrom: Ines\nSent: Friday\n\nOld.",
        "-----Ursprüngliche Nachricht-----\nVon: Ines\n\nOld.",
        "________________________________\nDe : Ines\nEnvoyé : vendredi\nÀ : Lio\nObjet : Kiln\n\nOld.",
        "发件人： Ines\n发送时间： 2024年1月5日\n收件人： Lio\n主题： Kiln\n\nOld.",
        "من: Ines\nتاريخ الإرسال: الجمعة\nإلى: Lio\n\nOld.",
        "差出人: Ines\n送信日時: 2024年1月5日\n宛先: Lio\n\nOld.",
    ],
)
def test_what_is_answered_is_left_out(below: str) -> None:
    """In many languages, with and without marks on each line."""
    assert own_words(f"New.\n\n{below}\n", is_reply=True) == "New."


@pytest.mark.parametrize(
    "text",
    [
        "He said:\n\nAll is well.",
        "On the way home Ines wrote:\n\nThe kiln is warm.",
        "From: here to there\nis a long way.",
        "The list:\n- one\n-- two",
    ],
)
def test_what_only_looks_like_a_quotation_is_kept(text: str) -> None:
    """Nothing that somebody wrote is lost."""
    assert own_words(text, is_reply=True) == text


def test_answers_between_the_lines_are_kept() -> None:
    """Of a mail that is answered point by point the points go, the answers stay."""
    assert own_words("> One?\nYes.\n\n> Two?\nNo.", is_reply=True) == "Yes.\n\nNo."
    assert own_words("Ines wrote:\n> Only this.", is_reply=True) == "Ines wrote:\n> Only this."
    assert own_words("> a motto\nHello.", is_reply=False) == "> a motto\nHello."


def test_signatures_and_what_programs_add() -> None:
    """They are below two dashes, a rule of a list, or the last line."""
    assert own_words("Hello.\n\n-- \nLio\nKiln Lane", is_reply=False) == "Hello."
    assert own_words("Hello.\n\nVon meinem iPhone gesendet", is_reply=False) == "Hello."
    assert own_words("Hello.\n\n发自我的iPhone", is_reply=False) == "Hello."
    footer = "_" * 47 + "\nglaze mailing list\nglaze@lists.example"
    assert own_words(f"Hello.\n{footer}", is_reply=False) == "Hello."
    assert own_words("-- \nLio", is_reply=False) == "-- \nLio"
    assert own_words("one\n--\n" + "line\n" * 60, is_reply=False).endswith("line")


def test_html_becomes_lines() -> None:
    """Blocks end lines, paragraphs stand apart; what is quoted and hidden goes."""
    assert html_text("<div>a</div><div>b<br></div><div><br></div><div>c &amp; d</div>", False) == "a\nb\n\nc & d"
    assert html_text("<p>one\n two</p><p>three</p>", False) == "one two\n\nthree"
    assert html_text("<pre>a\n  b</pre>", False) == "a\n  b"
    quoted = '<div>New.</div><div class="gmail_quote">On x<blockquote>Old.</blockquote></div>'
    assert html_text(quoted, True) == "New."
    assert html_text(quoted, False) == "New.\nOn x\nOld."
    assert html_text('<blockquote type="cite">Only.</blockquote>', True) == "Only."
    assert html_text("<div>" * 30_000 + "deep", False) == "deep"


# ------------------------------------------------------------------------------------------------------------ files


def test_of_a_folder_of_mails_all_are_one_export(tmp_path: Path) -> None:
    """Those of Outlook are named with what to do instead."""
    for number in range(3):
        (tmp_path / f"{number}.eml").write_text(mail("a@x.example", "b@x.example", str(number)))
    [found] = find(tmp_path)
    assert found.format is mail_eml
    assert len(messages(list(mail_eml.read(found.source)))) == 3
    (tmp_path / "all.pst").write_bytes(b"!BDN")
    [outlook] = find(tmp_path / "all.pst")
    assert "Outlook" in str(outlook.why)


def test_the_flags_of_a_maildir_count(tmp_path: Path) -> None:
    """Drafts and what is in the bin were not exchanged."""
    folder = tmp_path / "cur"
    folder.mkdir()
    for name in ("1568000000.a.host:2,S", "1568000001.b.host:2,DS", "1568000002.c.host:2,ST"):
        (folder / name).write_text(mail("a@x.example", "b@x.example"))
    for path in (tmp_path, folder):
        [found] = find(path)
        assert list(mail_eml.read(found.source))[-1] == Tally("record", 3, 1, 2, 0)


def test_the_folder_of_a_mailbox_may_be_given_itself(tmp_path: Path) -> None:
    """Apple Mail exports a folder that is called like a file; its name is that of the mailbox."""
    folder = tmp_path / "Gesendet.mbox"
    folder.mkdir()
    (folder / "mbox").write_text(FROM + mail("ines@halfmoon.example", "lio@kiln.example"))
    for path in (tmp_path, folder):
        [found] = find(path)
        assert chats(list(mail_mbox.read(found.source))) == [("direct", "lio@kiln.example")]


def test_a_line_of_a_mailbox_may_stand_before_a_single_mail(tmp_path: Path) -> None:
    """Some programs leave it there; a field From with a space before the colon is none."""
    path = tmp_path / "one.eml"
    for first, sender in ((FROM, "a@x.example"), ("From  : <b@x.example>\n", "b@x.example")):
        path.write_text(first + mail("a@x.example", "c@x.example"))
        [found] = find(path)
        assert found.format is mail_eml
        assert messages(list(mail_eml.read(found.source)))[0].sender == sender


def test_every_real_mail_is_accounted_for(shared: Path) -> None:
    """Of the mails that parsers are tested with, those without a date or a sender are not read; the rest is."""
    read = copies = not_read = 0
    whys = set()
    for source, module, _ in find(shared / "samples" / "email"):
        if module is not None:
            records = list(module.read(source))
            tally = records[-1]
            assert isinstance(tally, Tally)
            read, copies, not_read = read + tally.read, copies + tally.blank, not_read + tally.not_read
            whys |= {record.why for record in records if isinstance(record, Problem)}
    assert whys == {"A mail without a date that can be read.", "A mail that does not say who wrote it."}
    assert (read, copies, not_read) == (114, 16, 16)


# ----------------------------------------------------------------------------------------------------------- hostile


BOUNDARY = "Content-Type: multipart/mixed; boundary=b\n"
HOSTILE = {
    "a head of 20 MB": HEAD + "X-Long: " + "y" * (20 << 20) + "\n\nhi",
    "a head of many lines": HEAD + "X-A: y\n" * (1 << 20) + "\nhi",
    "100,000 recipients": HEAD + "Cc: " + ",".join(f"a{n}@x.example" for n in range(100_000)) + "\n\nhi",
    "100,000 parts": HEAD + BOUNDARY + "\n" + "--b\n\nhi\n" * 100_000,
    "mails in mails": HEAD + "Content-Type: message/rfc822\n\nSubject: q\n" * 1_000 + "\nhi",
    "parts in parts": HEAD + "\n".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}" for n in range(5_000)),
    "a bomb in base64": HEAD + "Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(b"a" * (8 << 20)).decode(),
    "encoded words": "From: " + "=?a?b?" * 40_000 + "\n" + HEAD + "\nhi",
    "brackets": HEAD.replace("Ines", "<" + "(" * 200_000) + "\nhi",
    "quotes": HEAD.replace("Ines", '"\\' * 100_000) + "\nhi",
    "at signs": HEAD.replace("Ines", "a@" * 100_000) + "\nhi",
    "spaces": HEAD.replace("Ines", " " * 200_000 + "(").replace("1 Jan", "1" + " " * 100_000) + "\nhi",
    "parameters": HEAD + "Content-Type: text/plain" + "; a*1*=b" * 50_000 + "\n\nhi",
    "colons": HEAD + "In-Reply-To: <x@y>\n\n" + "on a 2000:\n" * 90_000,
    "unfolded": HEAD + "Content-Type: text/plain; format=flowed\n\n" + "a \n" * 300_000,
    "elements": HEAD + "Content-Type: text/html\n\n" + "<div>" * 200_000,
    "bare brackets": HEAD + "Content-Type: text/html\n\n" + "<" * (1 << 20),
    "a boundary of a dash": HEAD + "Content-Type: multipart/mixed; boundary=-\n\n" + "---x\n" * 400_000,
    "lines that begin like mails": HEAD + "\n" + "\nFrom x Mon Jan  1 00:00:00 2024\nzz" * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mails_are_read_in_a_moment(reads: Reads, name: str) -> None:
    """Each is one mail, and takes no longer than its bytes; a hang would show in the time of this file."""
    records = reads(HOSTILE[name])
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert tally.total == 1


def test_memory_stays_flat_when_everybody_is_new(reads: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    """More chats than anybody has are problems; who was told of is told again, instead of remembering for ever."""
    monkeypatch.setattr("kithbook.formats.mail.reading.MOST_CHATS", 20)
    monkeypatch.setattr("kithbook.formats.mail.reading.MOST_MET", 10)
    records = reads(*(mail(f"a{n}@x.example", f"b{n}@x.example") for n in range(30)))
    assert records[-1] == Tally("record", 30, 20, 0, 10)


# ------------------------------------------------------------------------------------------------------ made and read

NAMES = st.text("abc Äö云三朵أمل月子ия.,'()\"", min_size=1, max_size=12).map(lambda text: " ".join(text.split()))
LINES = st.text("abc ÄöÜ云三朵أمل月子ия.,!?>-", max_size=40).map(lambda text: text.strip(" >-"))
BODIES = st.lists(LINES.filter(lambda line: not line.endswith((":", "："))), min_size=1, max_size=5)
ZONES = st.integers(-720, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.builds(datetime.fromtimestamp, st.integers(10**9, 2 * 10**9), ZONES)


@st.composite
def made(draw: st.DrawFn) -> tuple[bytes, dict[str, object]]:
    """A mail as the standard library writes it, and what should be read of it."""
    sender, *to = draw(st.lists(st.sampled_from("abcdef"), min_size=2, max_size=4, unique=True))
    name, at, body = draw(NAMES), draw(MOMENTS), "\n".join(draw(BODIES)).strip()
    subject = draw(LINES.map(lambda text: "S " + " ".join(text.split())))
    message = EmailMessage(policy=SMTP.clone(utf8=draw(st.booleans()), linesep=draw(st.sampled_from(["\n", "\r\n"]))))
    message["From"] = formataddr((name, f"{sender}@x.example"))
    message["To"] = ", ".join(f"{each}@x.example" for each in to)
    message["Subject"] = Header(subject, "utf-8", maxlinelen=999).encode() if draw(st.booleans()) else subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{draw(st.integers(0, 9999))}@x.example>"
    reply = draw(st.sampled_from(["", "old@x.example"]))
    if reply:
        message["In-Reply-To"] = f"<{reply}>"
    message.set_content(
        body,
        charset=draw(st.sampled_from(["utf-8", "gb18030"])),
        cte=draw(st.sampled_from(["base64", "quoted-printable", "8bit"])),
    )
    if body and draw(st.booleans()):
        message.add_alternative(f"<p>{'x' * 5}</p>", subtype="html")
    if draw(st.booleans()):
        message.add_attachment(b"\xff\xd8" * 50, "image", "jpeg", filename="Schüssel.jpg")
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"==b{number}==")  # else it is a random one
    text = body if reply else "\n".join(part for part in (subject.strip(), body) if part)
    expected = {
        "sender": f"{sender}@x.example",
        "at": int(at.timestamp()),
        "reply_to": reply,
        "text": text,
        "people": sorted(f"{each}@x.example" for each in (sender, *to)),
    }
    return message.as_bytes(unixfrom=False), expected


@given(st.lists(made(), min_size=1, max_size=5))
def test_what_the_standard_library_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, mails: list[tuple[bytes, dict[str, object]]]
) -> None:
    """Senders, moments, answers, texts of any script and who takes part, in a mailbox."""
    path = tmp_path_factory.mktemp("mails", numbered=True) / "box.mbox"
    path.write_bytes(b"".join(FROM.encode() + mbox_quoted(raw) + b"\n\n" for raw, _ in mails))
    records = list(mail_mbox.read(Source(path), answers={"owner": "nobody"}))
    check_stream(records)
    place = {each.ref: each for each in records if isinstance(each, Chat)}
    got = messages(records)
    assert len(got) == len(mails)
    for message, (_, wanted) in zip(got, mails, strict=True):
        assert message.sender == wanted["sender"]
        assert (message.at, message.reply_to) == (wanted["at"], wanted["reply_to"])
        assert place[message.chat].key.split() == wanted["people"]
        if wanted["text"]:
            assert squeezed(message.text) == squeezed(str(wanted["text"]))


def squeezed(text: str) -> str:
    """Text without what a mail may change: space at the ends of lines, and more than one blank line."""
    lines = [line.rstrip() for line in text.split("\n")]
    return "\n".join(line for line in lines if line)


def mbox_quoted(raw: bytes) -> bytes:
    """A mail as mboxrd holds it."""
    return b"\n".join(b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in raw.split(b"\n"))


@given(st.data())
def test_damaged_mails_never_raise(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whatever happens to the bytes of good mails, they are read, or told of as problems."""
    raws = data.draw(st.lists(made(), min_size=1, max_size=3))
    whole = b"".join(FROM.encode() + raw + b"\n\n" for raw, _ in raws)
    path = tmp_path_factory.mktemp("damaged", numbered=True) / "box.mbox"
    path.write_bytes(data.draw(damaged_bytes(whole)))
    for module in (mail_mbox, mail_eml):
        records = list(module.read(Source(path)))
        check_stream(records)
        assert records == list(module.read(Source(path)))


def test_utc_is_told_as_such() -> None:
    """A moment in UTC needs no offset."""
    assert written(format_datetime(datetime(2024, 1, 5, 12, tzinfo=UTC))) == (1704456000, "UTC")
