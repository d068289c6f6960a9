"""Words of mail programs in the languages of their users: folders, prefixes of subjects, marks of what is quoted.

Folders as Gmail, Outlook, Apple Mail and Thunderbird name them; the rest as these programs write it into mails.
"""

import re
from typing import Final

SENT, DRAFTS, SPAM, TRASH = "sent", "drafts", "spam", "trash"
_FOLDERS: Final = {
    SENT: (
        r"sent;\sent;sent mail;sent items;sent messages;gesendet;gesendete elemente;gesendete objekte;envoyés;"
        "messages envoyés;éléments envoyés;enviados;mensajes enviados;elementos enviados;e-mails enviados;"
        "itens enviados;posta inviata;inviati;inviata;verzonden;verzonden items;отправленные;надіслані;wysłane;skickat;"
        "sendt;lähetetyt;gönderilmiş postalar;gönderilenler;已发送;已发邮件;已发送邮件;寄件備份;已傳送的郵件;已寄出;"
        "送信済み;送信済みメール;送信済みアイテム;보낸편지함;보낸 편지함;المرسل;البريد المرسل;"
        "الرسائل المرسلة;العناصر المرسلة"
    ),
    DRAFTS: (
        r"drafts;draft;\draft;entwürfe;entwurf;brouillons;borradores;borrador;bozze;concepten;rascunhos;черновики;"
        "чернетки;wersje robocze;robocze;utkast;kladder;luonnokset;taslaklar;草稿;草稿箱;下書き;임시보관함;المسودات;"
        "مسودات"
    ),
    SPAM: (
        r"spam;\spam;\junk;junk;junk e-mail;junk email;junk-e-mail;bulk mail;spamverdacht;courrier indésirable;"
        "indésirables;pourriel;correo no deseado;no deseado;posta indesiderata;ongewenste e-mail;lixo eletrônico;спам;"
        "垃圾邮件;垃圾郵件;垃圾信件;迷惑メール;스팸함;البريد العشوائي;الرسائل غير المرغوب فيها;رسائل غير مرغوب فيها"
    ),
    TRASH: (
        r"trash;\trash;bin;deleted;deleted items;deleted messages;papierkorb;gelöscht;gelöschte elemente;corbeille;"
        "éléments supprimés;papelera;eliminados;elementos eliminados;cestino;posta eliminata;prullenbak;"
        "verwijderde items;lixeira;itens excluídos;корзина;кошик;kosz;papperskorg;papperskorgen;papirkurv;roskakori;"
        "çöp kutusu;已删除;已删除邮件;垃圾桶;已刪除的郵件;ゴミ箱;削除済みアイテム;휴지통;المهملات;سلة المهملات;"
        "العناصر المحذوفة"
    ),
}
FOLDERS: Final = {name: role for role, names in _FOLDERS.items() for name in names.split(";")}
NOT_EXCHANGED: Final = frozenset((DRAFTS, SPAM, TRASH))

_REPLY: Final = "re|aw|antw|antwort|sv|vs|ref|rép|réf|res|rif|odp|ynt|回复|答复|回覆|回應|返信|رد"
_FORWARD: Final = "fwd?|wg|weitergeleitet|tr|rv|enc|doorst|videresend|转发|轉寄|轉發|転送|إعادة توجيه"
_LIST: Final = r"\s*(?:\[[^\[\]]{1,60}\]\s*)?"  # a mailing list puts its name before everything
IS_REPLY: Final = re.compile(rf"{_LIST}(?:{_REPLY})(?:\[\d+\]|\(\d+\))?\s*[:：]", re.IGNORECASE)
IS_FORWARD: Final = re.compile(rf"{_LIST}(?:{_FORWARD})(?:\[\d+\]|\(\d+\))?\s*[:：]", re.IGNORECASE)
# what a mailing list begins its subjects with
TAG: Final = re.compile(rf"\s*(?:(?:{_REPLY}|{_FORWARD})\s*[:：]\s*)?\[([^\[\]]{{1,60}})\]", re.IGNORECASE)
# how programs begin the subject of an answer that nobody wrote
IS_AWAY: Final = re.compile(
    "automatic reply:|out of office|auto-?reply|automatische antwort:|abwesenheitsnotiz|réponse automatique|"
    "respuesta automática|自动回复|自動回覆|自動応答|رد تلقائي",
    re.IGNORECASE,
)

# ------------------------------------------------------------------- what stands before the mail that is answered

ATTRIBUTIONS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:on|in a message dated)\b.{5,400}\b(?:wrote|writes):",
        r"\S.{0,200}\bwrote(?: on .{5,100})?:",
        r"am\b.{5,400}\bschrieb\b.{0,200}:",
        r"\S.{0,200}\bschrieb am .{5,100}:",
        r"le\b.{5,400}\ba écrit\s?:",
        r"el\b.{5,400}\bescribió:",
        r"\S.{0,400}(?:写道|寫道)\s?[:：]",
        r"\S.{0,400}(?:のメール|さんは書きました|書きました)\s?[:：]",
        r"في\b.{5,400}\bكتب(?:ت)?\b.{0,200}[:：]",
        r"\S.{0,400}<[^<>\s]{1,200}@[^<>\s]{1,200}>.{0,40}[:：]",  # any language: an address, and a colon at the end
    )
)
ORIGINAL: Final = re.compile(
    r"-{2,}\s?(?:original message|original appointment|original|ursprüngliche nachricht|originalnachricht|"
    r"message d'origine|message original|mensaje original|原始邮件|原始郵件|元のメッセージ|الرسالة الأصلية)\s?-{2,}",
    re.IGNORECASE,
)
# the head of the mail that is answered, as Outlook repeats it: who, then when, to whom, and what about
FROM_LINE: Final = re.compile(r"\*?(?:from|von|de|发件人|寄件者|差出人|من)\*?\s?[:：]\*?\s?\S", re.IGNORECASE)
MORE_LINE: Final = re.compile(
    r"\*?(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado(?: el)?|fecha|para|asunto|"
    r"发送时间|日期|收件人|抄送|主题|寄件日期|收件者|主旨|送信日時|日付|宛先|件名|تاريخ الإرسال|التاريخ|إلى|الموضوع)"
    r"\*?\s?[:：]",
    re.IGNORECASE,
)
# what phones add below everything
ADDED: Final = re.compile(
    r"(?:sent from (?:my |outlook for |yahoo mail|mail for )|get outlook for|von meinem .{1,40} gesendet|"
    r"gesendet von |envoyé de(?:puis)? mon |enviado desde (?:mi |mail)|发自我的|從我的 .{1,30}傳送|发送自我的|"
    r"iphoneから送信|ipadから送信|أُرسلت من|أرسلت من).{0,80}",
    re.IGNORECASE,
)
LIST_RULE: Final = re.compile(r"_{20,}|-{20,}|={20,}")
OF_A_LIST: Final = re.compile(
    r"mailing list|mailman|listinfo|you received this message because you are subscribed", re.IGNORECASE
)
