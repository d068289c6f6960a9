"""What is said when a favour is asked, done, promised or thanked for: the patterns that `favours` reads.

Each rule is (deed, kind, pattern) over one folded sentence (see `sentences`), tried in order: what is particular
(money, an introduction) stands before plain help. A pattern names the writer and the reader itself, "I ... you" or
"you ... me", wherever the language can; what is told of third parties has neither.
"""

import re
from typing import Final

# --- English, and a little Spanish, French and German (the same letters) ---
_CAN: Final = (
    r"(?:(?:can|could|would|will) (?:either of |one of )?you(?: be able to| be so kind as to| be willing to)?"
    r"|any chance (?:that )?you(?: could| can|'d)|i(?: was|'m| am)? wonder(?:ing)? if you(?: could| can| would|'d)"
    r"|(?:would|do) you mind if you|i(?:'d| would) (?:be grateful|appreciate it|love it) if you (?:could|would)"
    r"|(?:do you think|is there any chance|would it be possible that) you (?:could|can|would))"
    r"(?: please| maybe| possibly| perhaps| kindly| also| just| at some point| by any chance)*,?"
)
_MINE: Final = r"(?:my|our)"
_THING: Final = r"[^,.;:?]{1,40}?"
_MONEY: Final = (
    r"(?:(?:the|some|any|your|my|a bit of|a little|more) )?(?:money|cash|funds|rent|deposit"
    r"|[$£€] ?\d[\d.,]*|\d[\d.,]* ?(?:[$£€]|bucks|quid|pounds|dollars|euros?|usd|eur|k\b))"
)
_LOOK: Final = (
    r"(?:proof-?read|review|check|edit|translate|look (?:at|over|through)"
    r"|(?:take|have) a (?:quick )?look (?:at|over|through)|go (?:over|through)|read(?: through)?|fix|mend|repair)"
)
_HAND: Final = r"(?:a|me a|us a) (?:hand|lift|ride)"
_CHORE: Final = (
    rf"(?:pick (?:me|us) up|drive (?:me|us)|(?:feed|walk|mind|water|look after|watch) {_MINE} \w+"
    r"|vouch for me|(?:cover|stand in|fill in) for me"
    rf"|write me a (?:letter|reference|recommendation)|lend (?:me|us)|{_LOOK} {_MINE}|help (?:me"
    rf"|us)\b(?! (?:understand|see"
    rf"|get why|to understand|god))|(?:give|lend) {_HAND}|do (?:me|us) (?:a|one|this|the) (?:\w+ )?favou?r)"
)
_MOMENT: Final = (
    r"(?:a |some |any |few |five |ten |\d+ |half an? |an? |of your )*(?:time|minutes?|mins?|moment|hour|sec(?:ond)?)"
)
_INTRO: Final = (
    r"(?:introduce (?:me|us) to|(?:put|get) (?:me|us) in (?:touch|contact) with|connect (?:me|us) (?:with|to)"
    r"|make (?:me |us )?an? (?:\w+ )?intro(?:duction)?)"
)
_LENT: Final = r"(?:lend|loan|spot|borrow|transfer|wire|front)"
_PRESENT: Final = (
    r"(?:present|gift|flowers|bouquet|chocolates?|cake|birthday (?:card|present)|postcard|card you (?:sent|made))"
)
# What one gives by the dozen in any talk, and no favour: "I'll send you a message", "I'll give you a call".
_SMALL: Final = (
    r"(?! (?:(?:an?|the|another|my|some|more|one|that|this|it|them|back|over|your|quick|short|private|few|big"
    r"|virtual|new|"
    r"direct) ?)* ?"
    r"(?:messages?|msg|pms?|dms?|e?mails?|texts?|call|ring|shout|bell|ping|buzz|hint|clue|tip|example|reason"
    r"|answer|hugs?|"
    r"kiss(?:es)?|love|commands?|files?|pass ?words?|lines?|codes?|logs?|invit(?:e|ation)|request|link|url"
    r"|screenshots?|credit|points?|that|idea|heads|chance|break|"
    r"photos?|pics?|pictures?|memes?|stickers?|gifs?|videos?|an? [\w]+ request|cookies?|(?:cookie|medal|star)"
    r"|update)\b)"
    r"(?! (?:to|over|back|down|up|in|on|off|away|out|here|there|all|know)\b)(?!\W*$)"
)
_WILL: Final = (
    r"(?:^|[,;:]|\b(?:and|so|then|ok|okay|yes|sure|no worries|no problem|promise|of course)\b) ?(?:that )?"
    r"i(?:'ll| will| shall| am going to|'m going to|'m gonna| promise to| promise i'll)(?: also| then| gladly"
    r"| happily| definitely| certainly| just| try to| be happy to| be glad to| have to)* "
)
_DID: Final = (
    r"(?:^|[,;:]|\b(?:and|so|then|ok|okay|yes|sure|no worries)\b) ?"
    r"i(?:'ve| have)?(?: also| just| already| finally| now)* "
)
_TO_YOU: Final = r"(?:you (?:two |both )?to|you (?:two |both )?with)"
_THANKS: Final = (
    r"\b(?:thank(?:s| you| u)|thx|many thanks|(?:so |very |really |deeply )?(?:grateful|appreciate))"
    r"(?: so much| very much| a lot| again| a million| a bunch| a ton| kindly| \w+)?,?(?: to you)? ?(?:for )?"
)

_EN: Final = (
    ("asked", "introduction", rf"\b{_CAN} {_INTRO}"),
    ("asked", "introduction",
        rf"^\W*(?:\w+, )?(?:please|pls) {_INTRO}|\bi(?:'d| would) (?:love|like) an intro(?:duction)? to"),
    ("asked", "money", rf"\b{_CAN} {_LENT} (?:me |us )?{_MONEY}|\b(?:can|could|may) i borrow {_MONEY}"),
    ("asked", "money", rf"^\W*(?:please |pls )?(?:lend|loan|spot) (?:me|us) {_MONEY}"),
    ("asked", "time", rf"\b(?:do you have|have you got|{_CAN} spare|(?:would|could) you have)(?: me)? {_MOMENT}"
     r"(?: free| spare)? ?(?:this|next|on|today|tomorrow|later|for|to (?:talk|chat|meet|call|help|look|discuss|go))\b"),
    ("asked", "time",
        rf"\b(?:can|could|may) (?:i|we) (?:pick your brain|(?:have|take|steal|borrow) {_MOMENT} (?:of your time"
        rf"|from you))"),
    ("asked", "time", rf"\b{_CAN} (?:make|find|spare)(?: me)? {_MOMENT}"),
    ("asked", "help", rf"\b{_CAN} {_CHORE}"),
    ("asked", "help",
        rf"\b(?:would|do) you mind (?:helping (?:me|us)|(?:looking (?:at|over)|checking|reading|reviewing"
        rf"|proof-?reading) {_MINE})"),
    ("asked", "help",
        r"\b(?:can|could|may) i (?:please )?ask (?:you )?(?:for )?(?:a (?:\w+ )?favou?r|you for (?:some )?help"
        r"|your help)"),
    ("asked", "help",
        r"(?<!if )(?<!when )\bi (?:really |do )?need (?:your help|a favou?r|you to help me)\b"
        r"|\bi have a favou?r to ask\b"),
    ("asked", "help", rf"^\W*(?:\w+, )?(?:please|pls|plz) (?:help me\b(?! god)|(?:check|review|{_LOOK}) {_MINE}"
     r"(?! (?:\w+ )?(?:question|problem|message|post|screenshot|link)))"),
    ("asked", "help",
        rf"\b(?:can|could|may) i (?:please )?borrow your {_THING}(?:\?|$| for| on| this| next| tomorrow)"),
    ("given", "introduction", rf"{_DID}(?:introduced {_TO_YOU}|put you (?:two |both )?in (?:touch|contact) with)"),
    ("given", "introduction", r"^\W*(?:i am |i'm )?(?:introducing|connecting) you (?:two |both )?(?:to|with)\b"),
    ("given", "money",
        rf"{_DID}(?:sent|transferred|wired|paid|lent|loaned|venmo'?d|paypal'?d) (?:you(?: back)? {_MONEY}"
        rf"|{_MONEY}(?: back)? to you)"),
    ("given", "gift",
        rf"{_DID}(?:bought|got|brought|made|baked|knitted|posted|picked|saved) you{_SMALL} (?:an?|some|the|this"
        rf"|your) \w+"),
    ("given", "gift",
        r"\b(?:a|your) (?:little |small |birthday )*(?:present|gift) for you\b|\bhere(?:'s| is) (?:a"
        r"|your) (?:\w+ )?(?:present|gift)\b"),
    ("given", "help",
        rf"\bhere(?:'s| is| are) (?:the |your |that |those )?{_THING} (?:that )?(?:i|we) (?:had )?promised\b"),
    ("given", "help",
        rf"\bhere(?:'s| is| are) (?:the |your |that |those ){_THING} (?:that )?you (?:asked(?: me)? for|wanted|needed"
        rf"|requested)"),
    ("given", "help",
        rf"{_DID}(?:filled in|proof-?read|checked|reviewed|fixed|mended|repaired|translated|edited|signed|looked"
        r" (?:over|through|at)|gone through|went through|read) your (?!message|msg|mail|e-?mail|post|question|comment"
        r"|profile|name|link|text)\w+"),
    ("given", "help",
        rf"{_DID}(?:sent|posted|mailed|forwarded) you{_SMALL} (?:the|my|that|those|your|a copy of) (?!new|same"
        rf"|wrong)\w+|{_DID}(?:lent you|helped you (?!all)|written you|wrote you a (?:letter|reference"
        rf"|recommendation))"),
    ("promised", "introduction",
        rf"{_WILL}(?:introduce {_TO_YOU}|put you in (?:touch|contact) with|connect you (?:with|to))"),
    ("promised", "money", rf"{_WILL}(?:send|lend|transfer|wire|pay|give) (?:you )?(?:back )?{_MONEY}(?: back)?"
     rf"|{_WILL}pay you back|{_WILL}pay back"),
    ("promised", "gift", rf"{_WILL}(?:bring|buy|make|bake|get|knit|save) you{_SMALL} (?:a|an|some|the|one|your)\b"),
    ("promised", "help",
        rf"{_WILL}(?:help you\b(?! (?:all|guys|lot|understand))|give you a (?:hand|lift|ride)|{_LOOK} your\b"
     r"(?! (?:message|msg|mail|post|comment))|pick you up|write you a (?:letter|reference|recommendation)|lend you)"),
    ("promised", "help",
        rf"{_WILL}(?:send|post|mail|forward|bring) you{_SMALL} (?:the|my|our|that|those|your|a copy of|an?)\b"),
    ("thanked", "introduction",
        rf"{_THANKS}(?:introducing (?:me|us) to|(?:putting|getting) (?:me|us) in (?:touch|contact)|connecting (?:me"
        rf"|us)"
     r"|(?:the|your|that|making the|a great|this) (?:kind |lovely |warm )?intro(?:duction)?)\b"),
    ("thanked", "money",
        rf"{_THANKS}(?:lending|loaning|spotting) (?:me|us) {_MONEY}|{_THANKS}(?:the|your) (?:loan|money|donation)\b"),
    ("thanked", "gift", rf"{_THANKS}(?:the|your|this|that|my|all the)(?: \w+){{0,2}} {_PRESENT}\b"),
    ("thanked", "time", rf"{_THANKS}(?:your time|(?:taking|making|finding) (?:the |some )?time)\b"),
    ("thanked", "help",
        rf"{_THANKS}(?:(?:all )?(?:the|your|ur|that|all of your)(?: \w+)? help\b|helping (?:me|us)\b|(?:lending"
        rf"|driving) (?:me|us)"
        rf"|(?:giving|lending) (?:me|us) a (?:hand|lift|ride)|(?:checking|reviewing|fixing|proof-?reading|reading"
        rf"|looking (?:over|at)) {_MINE}\b(?! (?:question|message|post|mail))"
     r"|picking me up|looking after)"),
    ("thanked", "help",
        r"\byou(?:'ve| have)? (?:really |so much )?(?:helped me (?:a lot|so much|out)|saved my (?:life|day|bacon))\b"),
)  # fmt: skip
_LATIN: Final = (
    # Spanish
    ("asked", "introduction", r"\b(?:me )?(?:puedes|podrias|puede|podria) (?:presentarme a|presentar a)"),
    ("asked", "money",
        r"\b(?:me )?(?:puedes|podrias|puede|podria) prestar(?:me)? (?:algo de |un poco de )?(?:dinero|plata|\d+)"),
    ("asked", "help",
        r"\b(?:me (?:puedes|podrias|puede|podria) (?:ayudar|echar una mano|hacer un favor)|(?:puedes|podrias|puede"
        r"|podria) (?:ayudarme|hacerme un favor|echarme una mano))"),
    ("promised", "help", r"\bte (?:ayudare|mandare|enviare|prestare|llevare)\b"),
    ("thanked", "introduction", r"\bgracias por presentarme\b"),
    ("thanked", "gift", r"\bgracias por (?:el|tu) regalo\b"),
    ("thanked", "time", r"\bgracias por (?:tu|su) tiempo\b"),
    ("thanked", "help", r"\bgracias por (?:(?:tu|su|toda tu) ayuda|ayudarme|prestarme|echarme una mano)\b"),
    # French
    ("asked", "introduction",
        r"\b(?:peux|pourrais|pouvez|pourriez)[- ](?:tu|vous) me (?:presenter a|mettre en contact)"),
    ("asked", "money", r"\b(?:peux|pourrais|pouvez|pourriez)[- ](?:tu|vous) me (?:preter|avancer) (?:de l'argent|\d+)"),
    ("asked", "help",
        r"\b(?:peux|pourrais|pouvez|pourriez)[- ](?:tu|vous) (?:m'aider|me rendre (?:un )?service|me preter"
        r"|me donner un coup de main)"),
    ("promised", "help", r"\bje (?:t'|vous )(?:aiderai|enverrai|preterai|apporterai)\b"),
    ("thanked", "introduction", r"\bmerci (?:beaucoup )?de m'avoir (?:presente|mis en contact)"),
    ("thanked", "gift", r"\bmerci (?:beaucoup )?pour (?:le|ton|votre) cadeau\b"),
    ("thanked", "time", r"\bmerci (?:beaucoup )?pour (?:ton|votre) temps\b"),
    ("thanked", "help",
        r"\bmerci (?:beaucoup )?(?:pour (?:ton|votre) (?:aide|coup de main)|de m'avoir (?:aide|prete))"),
    # German
    ("asked", "introduction",
        r"\b(?:kannst|konntest) du mich (?:bitte )?(?:[\w ]{1,30} )?(?:vorstellen|bekannt machen)"),
    ("asked", "money",
        r"\b(?:kannst|konntest) du mir (?:bitte )?(?:[\w €]{0,20} )?(?:geld|euro|€) (?:leihen|auslegen|borgen)"),
    ("asked", "help",
        r"\b(?:kannst|konntest|konnen|konnten) (?:du|sie) mir (?:bitte |mal |kurz |vielleicht |dabei "
        r"|\w+ ){0,4}(?:helfen|einen gefallen tun|leihen|borgen)"),
    ("promised", "help",
        r"\bich (?:helfe dir|(?:schicke|bringe|leihe) dir (?:das|die|den|mein\w*)) [\w ]{0,30}(?:morgen|nachste|am "
        r"|heute|spater|bald)"),
    ("thanked", "gift", r"\bdank\w* (?:dir )?(?:fur|furs) (?:das|dein|die|den)? ?(?:\w+ )?(?:geschenk\w*|blumen)\b"),
    ("thanked", "time", r"\bdank\w* (?:dir )?fur (?:deine|ihre) zeit\b"),
    ("thanked", "help",
        r"\bdank\w* (?:dir |ihnen )?fur (?:deine|die|ihre|eure) (?:\w+ )?hilfe\b|\bdass du mir geholfen hast\b"),
)  # fmt: skip

# --- Chinese, simplified and traditional ---
_ZH_CAN: Final = (
    "(?:能不能|可不可以|能否|可否|[能可][以]?|方便|麻[烦煩]你?|[请請]你?|拜[托託]你?|想[请請]你|得?[请請]您|[劳勞]烦"
    "|帮忙|幫忙)"
)
_ZH_SUM: Final = (
    "(?:点|點|些|一点|一些|一下|一笔)?(?:儿)?(?:[钱錢]|\\d+"
    "|[一两兩二三四五六七八九十几幾]+[百千万萬块塊]|生活[费費]|房租)"
)
_ZH_WHO: Final = (
    "(?:认识|認識|对象|對象|男朋友|女朋友|工作|医生|醫生|律师|律師|老师|老師|客[户戶]|房东|房東|朋友|中介|师傅|師傅)"
)
_ZH_WORK: Final = (
    "(?:看|改|带|帶|拿|取|[买買]|修|填|[问問]|找|查|弄|[设設]|[处處]理|[订訂]|[写寫]|[搬]|接|[转轉]|[审審]|校"
    "|翻[译譯]|[润潤]色|[联聯]系|[联聯]絡|推[荐薦]|[垫墊]|代|投|照[顾顧]|喂|[浇澆]|收)"
)
_ZH_FILE: Final = (
    "(?:合同|合約|[资資]料|[简簡][历歷]|稿子?|[书書]|文件|文档|檔案|表格?|[发發]票|[证證]明|名[单單]|方案|[论論]文"
    "|PPT|ppt|[电電]子版|[药藥]|[礼禮]物|[特土][产產])"
)
_ZH_SOON: Final = (
    "(?:今晚|今天|明天|明早|明晚|[后後]天|下?(?:周|週|星期|[礼禮]拜)[一二三四五六日天末]?|下[个個]月|回[头頭]"
    "|[晚等][点點會会]|一[会會]儿?|[过過]几天|到[时時]候?|改天|一定|保[证證]|答[应應]|[会會]|[马馬]上|待[会會])"
)
_ZH_DOING: Final = "(?:[带帶]|[买買]|[寄]|送|[做]|[转轉]|[发發]|[还還]|[写寫]|拿|[传傳]|打[钱錢])"
# All that may stand in a clause before what is asked of "you" or promised by "me": who else acts is told of, not asked.
_ZH_LEAD: Final = (
    "(?:^|[^\\w])(?:\\w{1,4}(?=[你您]))?(?:[你您能可以否不先再也就那得想要求有个個事空情儿是]|顺便|順便|方便"
    "|的[话話]|[时時][间間]|麻[烦煩]|[请請]|拜[托託]|[劳勞][烦煩驾]"
    "|[帮幫][个個]?忙|[今明后後]天|[晚早]上|下午|周末|週末|[到][时時]|[亲親]|老[师師]|[兄]弟|[哥姐]|需要){0,9}"
)
_ZH_ME: Final = "(?:^|[^\\w])(?:[我好那行嗯吧也就再先咱]|没[问][题]|放心){0,4}"
_ZH: Final = (
    ("asked", "introduction",
        f"{_ZH_LEAD}(?:[给給帮幫替]我(?:们|們)?介[绍紹](?:一下|下|[个個]|[几幾][个個]|一[个個]|一位"
        f"|位)?.{{0,10}}?{_ZH_WHO}|介[绍紹]我(?:们|們)?.{{0,10}}?[认認][识識]|[给給帮幫]我(?:引[荐薦]|[牵牽]个?[线線]"
        f"|搭个?[线線])|介[绍紹][给給]我(?:认识|認識|吗|嗎|[^\\w]|$))"),
    ("asked", "money",
        f"借(?:我|[给給]我){_ZH_SUM}|(?:[跟向和]|找)你借{_ZH_SUM}|借{_ZH_SUM}(?:[给給]我|[吗嗎]|周[转轉]|[应應]急"
        f"|行[吗嗎不])|借我(?:点|點)(?:[吗嗎]|$)"),
    ("asked", "time",
        "(?:占用|佔用|耽[误誤]|打[扰擾])(?:你|您)(?:一?[点點]|[几幾]|\\d+|一|[两兩]|十|五)*(?:分[钟鐘]|[时時][间間]"
        "|[会會]儿?)|[抽出](?:[点點个個]|出)?(?:[时時][间間]|空)(?:[帮幫]|和我|跟我|聊|见|見|[吗嗎]|[给給]我|看)"
        "|(?:有空|有[时時][间間]|方便)(?:的[话話])?(?:和我|跟我|陪我)?(?:聊聊|聊一?下|通[个個]?[电電]?[话話]"
        "|打[个個]?[电電][话話]|[见見][个個]?面|喝[杯个個]?咖啡).{0,3}(?:[吗嗎]|不|\\?)"),
    ("asked", "help",
        f"{_ZH_LEAD}{_ZH_CAN}(?:[你您][们們]?|一下|再|也|先|就)*[帮幫](?:我(?!\\w{{0,12}}了(?![吗嗎]))"
        f"|[个個]忙(?:[吗嗎好行可]|$|\\W)|[帮幫]忙)|{_ZH_LEAD}[帮幫][帮幫]?我(?:{_ZH_WORK}|[个個]?(?:小"
        f"|大)?忙)(?!\\w{{0,14}}了(?![吗嗎]))|{_ZH_LEAD}(?<=[要想求])你的?[帮幫](?:忙|助|我)(?!\\w{{0,12}}了)|有(?:[个個]|件|点"
        f"|點)?(?:事|忙)(?:儿|情)?(?:想|要)?(?:麻[烦煩]|拜[托託]|求|[请請])你|求你[帮幫]"),
    ("asked", "help",
        "(?:能|可以|方便)(?:不能)?(?:先)?借(?:我|[给給]我)(?:一?[下用])?.{1,8}(?:[吗嗎]|\\?)|(?:能|可以).{0,4}借(?:你"
        "|您)的.{1,8}(?:[吗嗎]|\\?)"),
    ("given", "introduction",
        "(?:[给給])你介[绍紹](?:一下)?,?[这這]|介[绍紹]你(?:们|們)(?:[两兩][个個]?)?[认認][识識]|(?:把你"
        "|把.{1,8})介[绍紹][给給](?:你|他|她).{0,4}了"),
    ("given", "money",
        "(?:[钱錢]|款|[红紅]包|房租|[饭飯][钱錢]).{0,6}(?:[转轉打还還汇匯][给給]?你"
        "|[给給]你(?:[转轉打还還][过過]?去?)?)了|(?:[转轉打还還][给給]?你|[给給]你[转轉打还還]).{0,3}(?:[钱錢]"
        "|\\d+).{0,4}了?|(?:[红紅]包)(?:[发發]?[给給]你)"),
    ("given", "gift",
        "[给給]你(?:[买買带帶做准準寄][备備了]{0,2}|[织織])了?(?:[点點个個份件本盒条條些]"
        "|一[个個份件本盒条點点]).{1,12}|[给給]你的(?:生日)?[礼禮]物"),
    ("given", "help",
        f"{_ZH_FILE}.{{0,8}}?(?:[发發][给給]你|[给給]你[发發]?|寄[给給]?你|[传傳][给給]?你|[发發]你)(?:邮箱|郵箱"
        f"|微信)?了|(?:[这這]是|[给給]).{{0,6}}(?:答[应應]|[说說]好)(?:[给給])?你的"),
    ("given", "help",
        f"(?:[帮幫替][给給]?你|[给給]你).{{0,8}}?{_ZH_WORK}[好完過过](?:了)"
        f"|你的.{{1,8}}我(?:[给給帮幫]你)?{_ZH_WORK}[好完過过]了"),
    ("promised", "introduction",
        f"{_ZH_ME}(?:{_ZH_SOON}|我)[^,]{{0,6}}?[给給帮幫]你(?:们)?(?:介[绍紹](?:[个個]|[几幾][个個]"
        f"|一下.{{1,8}}[认認][识識]|.{{1,8}}[认認][识識])|引[荐薦])|介[绍紹]你(?:们|們)?(?:去)?[认認][识識]"),
    ("promised", "money",
        f"{_ZH_ME}{_ZH_SOON}[^,]{{0,6}}?(?:[把]?[钱錢]?(?:[转轉打还還][给給]?你"
        f"|[给給]你[转轉打还還])).{{0,3}}(?:[钱錢]|\\d+|$|[^\\w])"
        f"|[钱錢].{{0,3}}{_ZH_SOON}.{{0,4}}[还還转轉打][给給]?你"),
    ("promised", "gift",
        f"{_ZH_ME}{_ZH_SOON}[^,]{{0,8}}?[给給]你(?:[带帶买買做织織]|准[备備]|準備)(?:[点點个個份件本盒些]|一|好)"),
    ("promised", "help",
        f"{_ZH_ME}{_ZH_SOON}[^,]{{0,8}}?(?:[把将將].{{1,8}}?)?(?:{_ZH_DOING}[给給]你|[给給]你{_ZH_DOING})"
        f"|我(?:[来來去会會可以就先]|{_ZH_SOON})*[帮幫替]你{_ZH_WORK}"),
    ("thanked", "introduction",
        "(?:[谢謝]{1,2}|多[谢謝]|感[谢謝]|[谢謝])(?:你|您|啦|了|的|[给給帮幫]我|[这這]次|上次|把.{1,6}"
        "|,)*(?:介[绍紹](?!到|[一][下点點])|引[荐薦]|[牵牽][线線])"),
    ("thanked", "money",
        "(?:[谢謝]{1,2}|多[谢謝]|感[谢謝]).{0,8}?(?:借我|借[给給]我|[垫墊]).{0,6}?(?:[钱錢]|\\d|[块塊])"),
    ("thanked", "gift",
        "(?:[谢謝]{1,2}|多[谢謝]|感[谢謝])(?:你|您|[亲親]爱?的|[亲親])?(?:的|今天|昨天|,)*.{0,4}?(?:[礼禮]物"
        "|[你您](?:送|寄|[带帶]|[买買])(?:[给給]?我|[来來])?的|[请請]客|[请請]我吃)"),
    ("thanked", "time",
        "(?:[谢謝]{1,2}|多[谢謝]|感[谢謝]).{0,6}?(?:抽空|抽[时時][间間]|[宝寶]?[贵貴]?的[时時][间間]|百忙)"),
    ("thanked", "help",
        "(?:[谢謝]{1,2}|多[谢謝]|感[谢謝])(?:你|您|啦|[亲親]|[这這]次|上次)?.{0,8}?(?:[帮幫](?:了?我|了?大?忙|助)"
        "|借我|借[给給]我|照[顾顧])|(?:[帮幫]了我)(?:大|好大|很大)(?:的|一[个個])?忙|多[亏虧](?:了)?你[帮幫]?"),
)  # fmt: skip

# --- Arabic ---
_AR_CAN: Final = (
    r"(?<!\w)(?:ممكن|هل (?:يمكن|يمكنك|بامكانك|تستطيع\w?|ممكن)|يمكنك|بامكانك|(?:ب?ت)قدر\w{0,2}|فيك|فيكي|لو سمحت\w?"
    r"|من فضلك|رجاء|ارجو(?:ك)?(?: ان)?|اتمني(?: ان)?)(?: \w+)?"
)
_AR_SUM: Final = r"(?:ال)?(?:مبلغ|فلوس|مال|نقود|مصاري|حواله|دين|قرض|سلفه|\d+)"
_AR_FILE: Final = (
    r"(?:ال)?(?:عقد|ملف|ملفات|كتاب|مستند|مستندات|سيره|نسخه|وثيقه|وثايق|وثائق|استماره|تقرير|دفتر|اوراق|مفتاح|مفاتيح"
    r"|هديه)"
)
_AR_WILL: Final = r"(?<!\w)(?:س|سوف |راح |رح |ح|ه|غدا |بكره |بكرا )"
_AR_THANKS: Final = (
    r"(?<!\w)(?:شكرا|مشكور\w?|اشكرك|تشكر|ممنون\w?|يسلمو|تسلم\w?|جزاك الله خير\w?|امتناني"
    r"|كل الشكر)(?: \w+){0,3}? ?(?:علي|ل)"
)
_AR: Final = (
    ("asked", "introduction",
        rf"{_AR_CAN} (?:ت|ا)?(?:عرفني|عرفيني|قدمني|قدميني|وصلني|وصليني) (?:علي|ب|الي|مع)|(?<!\w)(?:عرفني"
        rf"|عرفيني) علي(?!\w)|{_AR_CAN} تقديمي (?:الي|ل)"),
    ("asked", "money",
        rf"(?<!\w)(?:ت)?(?:سلفني|سلفيني|قرضني|قرضيني|اقرضني|دينني|ديني?ني)(?!\w)|(?:استلف|استدين|اقترض) منك|(?:تعيرني"
        rf"|تعيريني|تعطيني) {_AR_SUM}"),
    ("asked", "time",
        r"(?:هل )?(?:عندك|لديك|معك) (?:وقت|دقيقه|دقايق|دقائق|ربع ساعه|شويه وقت|بعض الوقت|لحظه)(?: \w+)? (?:ل|ن|نتكلم"
        r"|نحكي|للحديث|لاتصال)|(?:اخذ|ااخذ|اخد) (?:\w+ )?من وقتك|دقيقه من وقتك|دقايق من وقتك|دقائق من وقتك"),
    ("asked", "help",
        rf"{_AR_CAN} (?:ان )?(?:تساعدني|تساعديني|تساعدنا|تعينني|مساعدتي|تعيرني|تعيريني|تراجع لي|تراجعي لي)"
        rf"|(?<!\w)(?:تساعدني|تساعديني)(?: \w+){{0,3}}\?|(?<!\w)(?:احتاج|محتاج|محتاجه|بحاجه)(?: الي"
        rf"| ل)? ?(?:ل)?مساعدتك|(?<!\w)(?:ساعدني|ساعديني)(?!\w)|(?:اطلب|طالب\w?|اريد|ابغي|بدي) منك (?:خدمه|طلب|معروف"
        rf"|مساعده)|(?:ممكن|عندي عندك|لي عندك) (?:خدمه|طلب صغير|معروف)"),
    ("given", "introduction", r"(?<!\w)(?:عرفتك|قدمتك) (?:علي|ل|الي)|(?<!\w)اعرفك علي"),
    ("given", "money",
        rf"(?<!\w)(?:حولت|ارسلت|بعثت|بعتت|دفعت|رجعت) ?(?:لك|اليك|الك|لج)? {_AR_SUM}(?! كبير)(?: لك| اليك)?"),
    ("given", "gift",
        r"(?<!\w)(?:اشتريت|جبت|احضرت|جهزت|حضرت|صنعت) ?(?:لك|لكي|الك)(?!\w) \w+|هديه (?:بسيطه |صغيره )?(?:لك"
        r"|الك)(?!\w)"),
    ("given", "help",
        rf"(?<!\w)(?:ارسلت|بعثت|بعتت|تركت|راجعت|عبات|ترجمت|صححت|اصلحت) (?:لك|اليك|الك) {_AR_FILE}|(?<!\w)(?:هذا|هذه"
        rf"|تفضل\w?|هاهو|اليك) (?:هو )?{_AR_FILE}(?: \w+){{0,2}} (?:وعدتك|طلبته|طلبتها|طلبت|اردته)|(?<!\w)(?:راجعت"
        rf"|عبات|ترجمت|صححت|اصلحت|دققت) {_AR_FILE}ك"),
    ("promised", "introduction", rf"{_AR_WILL}(?:ا|ن)?عرفك علي|{_AR_WILL}اقدمك (?:الي|ل)"),
    ("promised", "money", rf"{_AR_WILL}(?:ا)?(?:حول|رسل|بعث|بعت|دفع|رجع|رد|عيد)\w? ?(?:لك|اليك|الك)? {_AR_SUM}"),
    ("promised", "gift", rf"{_AR_WILL}(?:ا)?(?:جيب|حضر|شتري|جلب)\w? ?(?:لك|الك) (?!رساله|رابط|صوره)\w+"),
    ("promised", "help",
        rf"{_AR_WILL}(?:ا|ن)?ساعدك|{_AR_WILL}(?:ا)?(?:رسل|بعث|بعت|عطي|راجع|عير)\w? ?(?:لك|اليك|الك|ك) {_AR_FILE}"
        rf"|(?<!\w)(?:اعدك|بوعدك|وعد مني)(?: \w+){{0,2}} (?:ان|اني|بان|ب)"),
    ("thanked", "introduction", rf"{_AR_THANKS} ?(?:انك )?(?:تعريفي|تعريفك|تقديمي|عرفتني)"),
    ("thanked", "money", rf"{_AR_THANKS} ?(?:ال)?(?:سلفه|قرض|مبلغ|فلوس|تحويل)(?!\w)"),
    ("thanked", "gift", rf"{_AR_THANKS} ?(?:ال|ل)?(?:هديه|هدايا|ورد|كيك\w?)|{_AR_THANKS} ?هديتك"),
    ("thanked", "time", rf"{_AR_THANKS} ?وقتك"),
    ("thanked", "help",
        rf"{_AR_THANKS} ?(?:كل )?(?:(?:ل|ال)?مساعدتك|مساعدتي|مساعدتكم? لي|المساعده|لمساعده|انك ساعدتني|وقوفك)"
        rf"|(?<!\w)ساعدتني (?:كثيرا|كتير)"),
)  # fmt: skip

# --- Russian, a little ---
# A name before it in the dative thanks somebody else.
_RU_THANKS: Final = (
    r"(?:^|[,.!?:;)(]|(?:ок|и|ну|но|отдельно|@\w+)(?= )) ?(?:огромное |большое |еще раз )?(?:спасибо|благодарю)"
)
_RU: Final = (
    ("asked", "introduction",
        r"(?:можешь|можете|мог(?:ла)? бы(?: ты)?)(?: \w+)? познакомить меня|познакомь(?:те)? меня с"),
    ("asked", "money",
        r"(?:можешь|можете|мог(?:ла)? бы(?: ты)?)(?: мне)? (?:одолжить|занять)(?: мне)? (?:\w+ )?(?:денег|деньги|\d+"
        r"|тысяч\w*|руб\w*)|^\W*(?:одолжи|займи)(?: мне)? (?:денег|\d+)"),
    ("asked", "help",
        r"(?<!вы )(?<!ты )(?:можешь|можете|не мог(?:ла|ли)? бы (?:ты|вы)|мог(?:ла|ли)? бы (?:ты|вы))(?: мне"
        r"| пожалуйста| пожалуиста)* (?:помочь|одолжить|проверить мо\w+|посмотреть мо\w+)|^\W*(?:\w+, )?(?:помоги"
        r"|помогите)(?: мне)?,? (?:мне|пожалуиста|плиз)|нужна твоя помощь"),
    ("promised", "help",
        r"^\W*(?:хорошо,? |ок,? |да,? )?(?:я )?(?:завтра |вечером |сегодня )?(?:помогу|пришлю|вышлю|привезу|принесу"
        r"|одолжу) (?:тебе|вам)(?! (?:ссылку|фото|привет))|^\W*(?:я )?(?:тебе|вам) (?:помогу|пришлю|вышлю|привезу"
        r"|принесу)(?! (?:ссылку|фото))"),
    ("thanked", "introduction", rf"{_RU_THANKS}(?: \w+)?,? (?:за знакомство с|что познакомил)"),
    ("thanked", "gift", rf"{_RU_THANKS}(?: \w+){{0,2}} за (?:\w+ )?(?:подарок|подарки|цветы)"),
    ("thanked", "time", rf"{_RU_THANKS}(?: \w+){{0,2}} за (?:ваше |твое |уделенное )?время"),
    ("thanked", "help", rf"{_RU_THANKS}(?: \w+){{0,2}},? (?:за (?:\w+ )?помощь|что помог(?:ла|ли)?)"),
)  # fmt: skip

# --- What takes a sentence out, whatever else it holds ---
_ADVANCE: Final = r"\b(?:in advance|im voraus|vorab|d'avance|de antemano)\b|заранее|提前|先[谢謝]|مقدما"
_JOKE: Final = (
    r"\b(?:lol|lmao|haha\w*|jk|kidding|rofl|joke)\b|[哈嘿]{2,}|开玩笑|開玩笑|ههه|(?<!\w)امزح|\(joke\)|\bха(?:ха)+"
    r"|шучу|[\U0001f602\U0001f923\U0001f61c]"
)
_AD: Final = (
    r"\b(?:subscribe|sign up|join (?:our|my|us|the)|promo|discount|% off|free trial|giveaway|investors?"
    r"|click here|limited offer|"
    r"our (?:customers?|clients?|services?))\b|加微信|加v信|扫码|掃碼|优惠|優惠|点击|點擊|链接|砍一刀|助力|拼团|投票|"
    r"(?:خصم|عرض خاص|اشترك\w?|تابعونا|العملاء|للتواصل)|подписыва|скидк|акци[яи]"
)
_SOMEBODY: Final = (
    r"\ball\W*$|\b(?:alguien|alguin|quelqu'un|jemand|any ?(?:one|body)|some ?(?:one|body)|every ?(?:one|body)"
    r"|you all|y'?all|you guys|guys|all of you|folks)\b|[谁誰]|有人|有没有人|大佬|哪位|各位|大家|"
    r"(?:群主)|老板们|(?<!\w)(?:احد|حد|جميعا|الجميع|يا جماعه|شباب|منكم|لكم|مساعدتكم)(?!\w)|(?:кто|все[хм]"
    r"|ребят\w*|друзья|коллеги|народ)(?!\w)"
)
_HYPOTHETICAL: Final = (
    r"\b(?:if|unless|whether|when(?:ever)? you|in case|otherwise)\b|\b(?:si|wenn|falls)\b|如果|要是|假如|的[话話]"
    r"|万一|要不要|需[不]?需?要我|"
    r"(?<!\w)(?:لو|اذا|ان كنت|ان اردت)(?! سمحت)(?!\w)|(?<!\w)(?:если|бы)(?!\w)(?! (?:ты|вы))"
)
_REPORTED: Final = (
    r"\b(?:said|says|say|asked|asks|asking|told|tells|wrote|wants|he|she|they)\b|他|她|[说說][过過了]?[,:]|"
    r"(?<!\w)(?:قال\w?|قالت|طلب منه|هو|هي|هم)(?!\w)|(?:он|она|они|сказал\w*|спросил\w*)(?!\w)"
)
_NEGATED: Final = (
    r"\b(?:no need|don't|do not|didn't|did not|doesn't|won't|never|not|no one|nobody|without|can't|cannot"
    r"|couldn't|nothing|refuse)\b(?! you (?:think|mind))|"
    r"\b(?:kein\w*|nicht|pas|sin)\b|不用|不必|[别別]|没有?|沒有?|不是|不[会會能想要]|(?<!能)(?<!可)不[帮幫可]|"
    r"(?<!\w)(?:لا|لم|لن|ما|مو|مش|ليس|بدون)(?!\w)|(?<!\w)(?:не(?! мог)|нет|без)(?!\w)"
)

Rule = tuple[str, str, re.Pattern[str]]


def _compiled(rules: tuple[tuple[str, str, str], ...]) -> tuple[Rule, ...]:
    """The rules ready to be asked, thanks first: "thank you for helping me" also holds the words of asking."""
    ordered = sorted(rules, key=lambda rule: rule[0] != "thanked")
    return tuple((deed, kind, re.compile(pattern)) for deed, kind, pattern in ordered)


RULES: Final[tuple[tuple[re.Pattern[str], tuple[Rule, ...]], ...]] = (
    # which sentences a language's rules are asked about, by what each of their favours holds; and the rules
    (re.compile(r"\b(?:me|us|you|your|ur|i|my|help\w*|thank\w*|thx|introducing|connecting)\b"), _compiled(_EN)),
    (re.compile(r"\b(?:me|te|m'\w+|gracias|merci|je|du|sie|dir|dank\w*|mir|ich|puede|podria)\b"), _compiled(_LATIN)),
    (re.compile("[我你您谢謝]"), _compiled(_ZH)),
    (re.compile("[\u0620-\u064a]{3}"), _compiled(_AR)),
    (re.compile("помо|одолж|займи|занять|познаком|спасибо|пришлю|вышлю|привезу|принесу|благодарю|провер|посмотр"),
     _compiled(_RU)),
)  # fmt: skip
ADVANCE: Final = re.compile(_ADVANCE)  # thanks for what is still asked
JOKE: Final = re.compile(_JOKE)
AD: Final = re.compile(_AD)
SOMEBODY: Final = re.compile(_SOMEBODY)
HYPOTHETICAL: Final = re.compile(_HYPOTHETICAL)
REPORTED: Final = re.compile(_REPORTED)
NEGATED: Final = re.compile(_NEGATED)
