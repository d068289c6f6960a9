"""What is said when something happened in one's life: the patterns that `news` reads.

Each rule is (kind, good, alternatives) over one folded sentence (see `sentences`). English alternatives begin after
the subject, which `news` puts before them: the writer in a message, the person in a note.
"""

from typing import Final

KIN: Final = (
    r"(?:mum|mom|mother|dad|father|parents?|wife|husband|partner|son|daughter|brother|sister|gran\w*|nan|nana"
    r"|uncle|aunt\w*"
    r"|cousin|best friend|dog|cat)"
)
_NEXT: Final = r"(?:today|tomorrow|tonight|(?:this|next|on) \w+|in (?:an? |\d+ |two |three )?(?:days?|weeks?|months?))"
# Towns are known by their capital letter, which folding takes away: `news` looks at the text for "{place}".
_PLACE: Final = r"(?P<place>[^\W\d_][\w'-]+)"
_HOME: Final = r"(?:place|house|flat|apartment|home|studio flat|city|town|country)"

# After "I", "we", or nothing at the beginning of a sentence.
DEEDS: Final = (
    ("new job", True, (
        r"(?:got|found|landed|have got|have|started|start|starting|accepted|took|begin|began) (?:a|an|my|the|this)"
        r" (?:\w+ )?(?:new |first |dream |permanent )+(?:job|role|position)\b",
        r"(?:got|landed) (?:the|a) job\b(?! done| to| for you)",
        r"(?:got|been|was) hired\b(?! (?:a|to kill))",
        r"(?:changed|switched) jobs\b",
        rf"(?:started|start|starting)(?: work(?:ing)?)? at {_PLACE}",
        rf"(?:joined|am joining|joining|'m joining) {_PLACE} (?:\w+ )?as an? ",
    )),
    ("left job", None, (
        r"(?:quit|left|resigned from|am leaving|'m leaving|leaving|handed in|gave up) my (?:\w+ )?(?:job|position"
        r"|notice)\b",
        r"(?:handed in my|gave my) (?:notice|resignation)\b",
        r"(?:retired|have retired|am retiring|'m retiring)\b(?! (?:the|my|it|from using))",
    )),
    ("left job", False, (
        r"(?:got|was|were|been|have been|am being) (?:laid off|made redundant|sacked|let go)\b",
        r"lost my job\b",
    )),
    ("moved", None, (
        rf"(?:moved|am moving|'m moving|'re moving|are moving|moving|relocated|relocating"
        rf"|am relocating) (?:back )?to {_PLACE}",
        rf"(?:moved|moving|am moving|are moving|'re moving|'m moving) (?:in)?to (?:a|my|our"
        rf"|the) (?:\w+ )?new {_HOME}\b",
        r"(?:moved|moving|are moving|am moving|'re moving|'m moving) (?:house|home|flat|cities|countries|abroad"
        r"|overseas)\b",
        r"(?:bought|got the keys to|got the keys for) (?:a|an|our|my) (?:\w+ )?(?:house|flat|apartment)\b(?! (?:plant"
        r"|key|warming))",
    )),
    ("engaged", True, (
        r"(?:are|'re|got|am|'m|just got) (?:now |officially |finally )?engaged(?=$|[!.,;:)]| to\b(?! (?:do|be|work"
        r"|help))| (?:last|yesterday|today|on))",
        r"(?:said yes to|proposed to) (?:him|her)\b",
    )),
    ("married", True, (
        r"(?:got|are getting|'re getting|am getting|'m getting|getting|just got) married(?=$|[!.,;:)]"
        r"| (?:last|yesterday|today|tomorrow|this|next|on|in)\b)",
        r"tied the knot\b(?! (?:in|of) (?:the|my) (?:rope|string|shoe))",
    )),
    ("baby", True, (
        r"(?:am|'m|are|'re) (?:\w+ (?:weeks|months) )?(?:pregnant|expecting a (?:baby|child|boy|girl|son|daughter))\b",
        r"(?:had|are having|'re having|am having|'m having|having|welcomed) (?:a|our) (?:\w+ )?(?:baby(?: boy| girl)?"
        r"|son|daughter|little (?:boy|girl))\b(?! (?:shower|monitor|name))",
        r"(?:became|am|'m|am going to be|'m going to be|am becoming) an? (?:proud |new )?(?:dad|mum|mom|father|mother"
        r"|parent|grandmother|grandfather|grandma|grandpa|aunt|uncle)\b(?! (?:of|to) (?:two|three|four"
        r"|\d))(?! figure)",
        r"gave birth\b",
    )),
    ("graduated", True, (
        r"(?:graduated|am graduating|'m graduating)(?=$|[!.,;:)]| (?:from|last|yesterday|today|this|with|next"
        r"|in (?:june|july|may))\b)",
        r"(?:got|received|finished|completed|defended|passed|handed in|submitted) my (?:\w+ )?(?:degree|diploma|phd"
        r"|ph\.d|doctorate|master'?s|bachelor'?s|thesis|dissertation|viva)\b",
        r"finished (?:uni|university|college|school|med school|law school)\b",
    )),
    ("published", True, (
        r"(?:published|have published|am publishing) (?:a|an|my|our) (?:\w+ ){0,2}(?:book|novel|paper|article|essay"
        r"|story|poem|poems|album|memoir|collection)\b",
        r"got (?:a|my|our) (?:\w+ ){0,2}(?:book|novel|paper|article|essay|story|poem|manuscript) (?:accepted"
        r"|published)\b",
    )),
    ("launched", True, (
        r"(?:launched|opened|have opened|have launched|are opening|am opening|'m opening|founded|are launching) (?:a"
        r"|an|my|our|my own|our own) (?:\w+ ){0,3}(?:shop|store|"
        r"studio|company|business|restaurant|bakery|practice|website|gallery|newsletter|podcast|café|cafe|start-?up"
        r"|agency|school|app|bookshop|workshop)\b(?! (?:account|window|and|to))",
        r"(?:started|have started|am starting|'m starting) (?:my own|our own|a) (?:\w+ )?(?:company|business|studio"
        r"|start-?up|podcast|newsletter)\b",
    )),
    ("award", True, (
        r"won (?:a|an|the|my first|first) (?:\w+ ){0,3}(?:award|prize|scholarship|grant|medal|competition|contest|cup"
        r"|fellowship|championship)\b(?! for (?:worst|stupid))",
        r"(?:got|received|was awarded|have been awarded|were awarded) (?:a|an|the) (?:\w+ ){0,3}(?:award|prize"
        r"|scholarship|grant|medal|fellowship)\b",
        r"(?:came|finished) first in the (?:\w+ )?(?:competition|contest|race)\b",
    )),
    ("ill", False, (
        r"(?:am|'m|have been|'ve been|feel|got|was) (?:really |very |quite |so |pretty |still |a bit |off )?(?:ill"
        r"|sick|unwell|poorly)(?=$|[!.,;:)(]| (?:in bed|at home|today|again|since|this|with)\b)",
        r"(?:have|'ve|got|have got|'ve got|caught|came down with|am down with|'m down with|tested positive for"
        r"|down with) (?:the |a |an )?(?:\w+ )?(?:covid|corona|flu|pneumonia|bronchitis|fever|stomach bug"
        r"|food poisoning|migraine|shingles|appendicitis|nasty cold|bad cold|terrible cold)\b(?! (?:shot|jab|test"
        r"|vaccine|dream|season|app))",
        r"(?:broke|fractured|sprained|have broken|tore) my (?:\w+ )?(?:leg|arm|wrist|ankle|hip|hand|foot|finger"
        r"|collarbone|nose|toe|rib|knee|back|acl|elbow)\b",
        r"(?:am|'m|was|spent \w+ \w+) in (?:the )?hospital\b",
        r"(?:am having|'m having|need|had|having) (?:\w+ )?(?:surgery|an operation)\b",
        r"(?:was|have been|'ve been|got|been) diagnosed with\b",
    )),
    ("loss", False, (
        rf"lost my (?:\w+ )?{KIN}\b(?=$|[!.,;:)]| (?:last|yesterday|today|this|to|on|two|a)\b)",
        r"lost (?:our|the) baby\b|(?:had|have had) a miscarriage\b",
    )),
    ("travel", None, (
        rf"(?:am |'m |'re |are )?(?:flying|travell?ing|off|heading) to {_PLACE} {_NEXT}",
        rf"(?:just )?(?:landed|arrived) in {_PLACE}",
        rf"(?:am|'m|are|'re) (?:on (?:holiday|vacation)|travell?ing) (?:in|to|around|through) {_PLACE}",
        rf"(?:am|'m|are|'re) (?:just )?back from {_PLACE}",
    )),
    ("exam", True, (
        r"(?:passed|have passed) (?:all )?(?:my|the|our) (?:\w+ ){0,2}(?:exams?|driving test|finals|bar|boards"
        r"|theory test|citizenship test|a-levels|gcses|licence test)\b(?! (?:on|in) (?:the|this) \w+ (?:server"
        r"|branch))",
        r"got (?:my )?(?:the )?driv(?:ing|er'?s) licen[cs]e\b",
    )),
    ("exam", False, (r"failed (?:my|the) (?:\w+ ){0,2}(?:exams?|driving test|finals|bar|boards)\b",)),
    ("exam", None, (
        rf"(?:have|'ve got|have got|am sitting|'m sitting) (?:an? |my |two |three |the )?(?:\w+ )?(?:exams?"
        rf"|finals)(?: \w+)? {_NEXT}",
    )),
)  # fmt: skip
# With a subject of their own.
THINGS: Final = (
    ("engaged", True, (
        r"\b(?:(?:he|she) proposed(?: to me)?(?=$|[!.,])|(?:he|she) said yes(?=$|[!.,])(?= ?!| ?\.| ?,|$))",)),
    ("married", True, (
        r"\b(?:{my}) wedding (?:is|was) (?:on|in|at|last|next|this|today|tomorrow|yesterday|lovely|wonderful"
        r"|beautiful)\b",
        r"^\W*just married\b")),
    ("baby", True, (
        r"\b(?:{my}) (?:\w+ )?(?:baby|son|daughter|little (?:girl|boy|one)|twins)(?: \w+)? (?:was|were|is|are"
        r"|has been|arrived|came) ?(?:just )?(?:born|here|arrived|into the world|yesterday|today|this morning"
        r"|last (?:night|week))\b",
        r"^\W*it's a (?:boy|girl)\b",
    )),
    ("published", True, (
        r"\b(?:{my}) (?:\w+ ){0,2}(?:book|novel|paper|article|essay|story|poem|album|memoir"
        r"|manuscript)(?: \w+)? (?:(?:is|came) (?:now |finally |just )?out|(?:is|was|has been|got|will be) (?:just "
        r"|finally )?(?:published|accepted|in print))\b",
    )),
    ("launched", True, (
        r"\b(?:{my}) (?:\w+ ){0,2}(?:shop|store|studio|bakery|company|website|gallery|restaurant|app|podcast"
        r"|newsletter|bookshop)(?: is| has| went| just| finally)+ (?:live|open|opened|launched)\b",
    )),
    ("loss", False, (
        rf"\b(?:{{my}}) (?:\w+ )?{KIN}(?: \w+)? (?:(?:has |have )?(?:just )?(?:died|passed away|passed)(?=$|[!.,;:)]"
        rf"| (?:last|yesterday|today|this|on|away|suddenly|peacefully|two|a)\b)|was buried)",
        rf"\b(?:{{my}}) {KIN}'s funeral\b",
    )),
    ("left job", None, (
        r"\b(?:today|yesterday|tomorrow|friday|monday) (?:is|was) {my} last day (?:at (?:work|the office|my job)"
        r"|in the office)\b",)),
    ("anniversary", True, (
        r"\b(?:it's|is|was|today is|celebrat\w+) {my} (?:\w+ )?(?:\d+\w* |first |second |third |fifth |tenth |silver "
        r"|golden )?(?:wedding )?anniversary\b",
        r"\b(?:\d+|one|two|three|five|ten|twenty) years (?:together|married)(?: today| with)",
    )),
    ("new job", True, (
        r"^\W*(?:(?:big|good|great|some) news ?[:,!.-]* ?)?(?:a )?(?:new|dream) job(?=$|[!,.;:)(-]| (?:at|as|since"
        r"|started|starts|in|with)\b)",
                       r"\b(?:it's|it is|today is|was|tomorrow is) {my} first day at (?:work|the new job|my new job)")),
    ("moved", None, (r"^\W*new (?:flat|house|apartment|home|city)(?=$|[!,;:)(]| (?:since|in)\b)",)),
)  # fmt: skip

ZH_KIN: Final = (
    "(?:[爸妈媽爹娘]+|父[亲親]|母[亲親]|[爷爺奶外公婆姥]{2}|老[婆公伴]|丈夫|妻子|哥哥?|姐姐?|弟弟?|妹妹?|[儿兒]子"
    "|女[儿兒]|叔叔?|[舅姑姨][舅姑姨妈媽]?|狗狗?|猫咪?|貓咪?)"
)
_ZH_BIG: Final = "(?:旅游|旅遊|旅行|出差|度假|玩(?:[几幾一两兩三\\d][天周個个])|留学|留學|自[驾駕])"
ZH: Final = (
    ("new job", True, (
        "(?:换|換)(?:了|到了?)?(?:[个個份]|一[个個份])?(?:新)?工作了?(?=$|[^\\w]|啦|了|,)",
        "找到(?:了)?(?:[个個份]|一[个個份])?(?:新|好|满意的)?工作了?(?=$|[^\\w]|啦|了)",
        "(?:入[职職]|入職)(?:新公司|了)|拿到了?(?:新|.{0,6}的)?offer|(?:到|去|来|來)\\w{2,8}(?:上班|工作)了(?=$"
        "|[^\\w])|^\\W*(?:有)?新工作(?:了|啦|[,!。:]|$)|跳槽了|第一天上班(?=$|[^\\w])",
    )),
    ("left job", None, (
        "(?:[离離][职職]|[辞辭][职職]|裸[辞辭])了|提了?[离離辞辭][职職]|[办辦]完?了?[离離][职職]|退休了",)),
    ("left job", False, ("(?:被裁|被辞退|被開除|被开除|失[业業])了(?=$|[^\\w]|,|啦)",)),
    ("moved", None, (
        "搬(?:了)?(?:新)?家了|搬到(?!最|这里|[这那][里边]|一起|[桌楼]上|外面)\\w{1,8}?(?:了|[来來]了|去了|住)(?=$"
        "|[^\\w]|啦)|搬(?:来|來|去)(?:了)?\\w{2,6}了|搬[进進]了?新(?:家|房)|(?:在|到)\\w{2,6}定居了|[乔喬][迁遷]"
        "|[买買]房了",)),
    ("engaged", True, ("[订訂]婚了|求婚成功|[答应應]+了?(?:我的|他的|她的)?求婚|被求婚了",)),
    ("married", True, (
        "(?<!没)[结結]婚(?:了|啦)(?=$|[^\\w])|[领領][证證]了|扯[证證]了|[办辦](?:了)?婚[礼禮](?:了)?|婚[礼禮]定在",)),
    ("baby", True, (
        "怀孕了|懷孕了|有(?:了)?[宝寶]{1,2}了|(?<!他)(?<!她)[当當]了?(?:爸爸?|[妈媽]{1,2}|爹|奶奶|[爷爺]{2}|外公|外婆"
        "|姥姥|姥[爷爺]|舅舅?|姑姑?|姨)了|生了?(?:[个個]|一[个個])?(?:大胖)?(?:小子|[儿兒]子|女[儿兒]|[宝寶]{1,2}"
        "|千金|[闺閨]女|男孩|女孩)(?:了|$|[^\\w])|(?:[宝寶]{1,2}|女[儿兒]|[儿兒]子)(?:今天|昨天|昨晚)?出生了",)),
    ("graduated", True, (
        "(?:硕士|碩士|博士|本科|大[学學]|研究生)?[毕畢][业業](?:了|啦)(?=$|[^\\w])|答[辩辯](?:通[过過]|[过過])了"
        "|拿到(?:了)?(?:硕士|博士|学士)?(?:[学學]位|[毕畢][业業][证證])",)),
    ("published", True, (
        "(?:[书書]|[论論]文|小[说說]|文章|[诗詩]集|[专專][辑輯]|稿子)(?:终于|終於|已经|已經|今天|刚刚?)?(?:出版"
        "|[发發]表|被?(?:接收|[录錄]用))了|出[书書]了|出(?:了|版了)(?:第)?(?:一)?[本部](?:新)?(?:[书書]|[诗詩]集"
        "|小[说說])|[发發]表了(?:第?一?[篇部])?(?:[论論]文|小[说說]|文章)",)),
    ("launched", True, (
        "[开開]了?(?:一?[家间間个個])?(?:自己的|新)?(?:小)?(?:店|公司|工作室|咖啡[馆館店厅廳]|[书書]店|餐[厅廳馆館]"
        "|面包店|[画畫]廊|花店|民宿|[诊診]所)(?:了|啦|$|(?=,))|我(?:的|们的|們的)?(?:小)?(?:店|公司|工作室|咖啡[馆館]"
        "|[书書]店)(?:今天|昨天|终于|終於|明天|下周)?(?:正式)?[开開](?:[业業]|[张張])|^\\W*(?:今天|明天"
        "|昨天)?(?:正式)?[开開](?:[业業]|[张張])(?:了|啦)|(?:[网網]站|[产產]品|[应應]用|app|小程序|公众号"
        "|播客)(?:终于|正式|今天)?上[线線]了|(?:开始)?[创創][业業]了",)),
    ("award", True, (
        "[获獲得拿][奖獎]了|(?:拿|得|[获獲])(?:了|到了?|得了?)(?:[个個]|一[个個])?\\w{0,8}?(?:[一二三][等][奖獎]"
        "|冠[军軍]|[亚亞季][军軍]|[奖獎][学學]金|金[奖獎牌]|[银銀][奖獎牌]|大[奖獎]|第一名)",)),
    ("ill", False, (
        "(?<!毛)(?<!通)(?:生病|感冒|[发發][烧燒]|住院|骨折|中暑|[发發]高[烧燒])了|^\\W*(?:我)?(?:又|今天"
        "|昨天)?(?:病了|阳了|陽了|病倒了)|(?:做|[动動])(?:了)?(?:[个個])?(?:小)?手[术術](?:了|$|[^\\w])"
        "|[确確][诊診](?:了|为|為|[肺流新癌])|(?:摔(?:[断斷伤傷])|[断斷])了(?:腿|胳膊|手|脚|腳)",)),
    ("loss", False, (
        f"(?:我|咱|我[们們]家?的?|我家)?(?:{ZH_KIN})(?:今天|昨天|昨晚|上周|上個月|上个月|今早|凌晨|刚刚|已经|前天"
        f"|突然){{0,2}}(?:去世|[过過]世|[离離]世|病逝|不在)了",)),
    ("travel", None, (
        f"(?:要|[准準][备備]|打算|明天|下周|下星期|后天|下个月|周末|正|在|[过過]几天|今天|人){{1,3}}(?:要)?(?:去|在"
        f"|到|[飞飛])(?![这那哪])\\w{{2,6}}?{_ZH_BIG}|(?:明天|下周|后天|今晚"
        f"|周[一二三四五六日])(?:要)?[飞飛](?![机機行盘])\\w{{2,5}}(?=$|[^\\w])|(?:从|從)\\w{{2,6}}(?:旅游|旅行|出差"
        f"|度假)?回[来來]了|刚落地\\w{{2,6}}(?=$|[^\\w])",)),
    ("exam", True, (
        "考上(?:了)?(?!吗)(?:\\w{0,6}?(?:大[学學]|研究生|研|公[务務][员員]|博|编|中学|高中)|了|$)|上岸了|(?:考[试試]"
        "|面[试試]|四[级級]|六[级級]|科目[一二三四]|[驾駕]照|司考|法考|雅思|托福)(?:终于|都|已经)?(?:[过過]"
        "|通[过過])了|[驾駕]照(?:拿到|到手)了|拿到了?[驾駕]照|通[过過]了?(?:\\w{0,4})考[试試]",)),
    ("exam", False, ("考砸了|[没沒]考[过過上]|挂科了|掛科了|考[试試]挂了",)),
    ("exam", None, (
        "(?:明天|后天|下周|这周|周[一二三四五六日])(?:我)?(?:要|有|就要)?(?:期末|期中)?(?:考[试試]|高考|中考"
        "|考研)(?!院)(?=$|[^\\w]|了)",)),
    ("anniversary", True, (
        "(?:[结結]婚|我[们們](?:在一起)?|在一起)[\\w]{0,4}?(?:周年|週年)|(?:[结結]婚)?[纪紀]念日(?:快到|到|啊|[^\\w]"
        "|$)",)),
)  # fmt: skip

_AR_KIN_M: Final = r"(?:والدي|ابي|جدي|اخي|عمي|خالي|زوجي|ابني|بابا|بويا|صديقي)"
_AR_KIN_F: Final = r"(?:والدتي|امي|جدتي|اختي|عمتي|خالتي|زوجتي|ابنتي|ماما|قطتي|صديقتي)"
_AR_PLACE: Final = (
    r"(?:دبي|ابوظبي|ابو ظبي|الرياض|جده|مكه|المدينه|الدوحه|قطر|الكويت|بغداد|عمان|مسقط|بيروت|دمشق|حلب|القاهره"
    r"|الاسكندريه|الخرطوم|تونس"
    r"|الجزاير|الجزائر|المغرب|الرباط|الدار البيضاء|مراكش|فاس|ليبيا|طرابلس|صنعاء|عدن|القدس|رام الله|غزه|اسطنبول"
    r"|تركيا|لندن|باريس|برلين|المانيا"
    r"|فرنسا|بريطانيا|كندا|امريكا|نيويورك|اسبانيا|مدريد|لشبونه|روما|ايطاليا|هولندا|السويد|اليابان|طوكيو|الصين"
    r"|ماليزيا|الهند|مصر|السعوديه"
    r"|الامارات|البحرين|الاردن|لبنان|سوريا|العراق|اليمن|السودان|مدينه (?:اخري|جديده)|بلد (?:اخر|جديد)"
    r"|(?:ال)?(?:بيت|شقه|منزل|سكن|حي) (?:ال)?جديد\w?)"
)
_AR_THEN: Final = (
    r"(?=$|[!.,]| (?:من|امس|اليوم|البارحه|اخيرا|الحمد|بتقدير|في|هذا|الاسبوع|الشهر|العام|الصيف|و\w+)(?!\w))"
)
AR: Final = (
    ("new job", True, (
        r"(?:بدات|حصلت علي|لقيت|وجدت|استلمت|عندي|باشرت|بلشت) (?:ال|في |ب)?(?:عمل|شغل|وظيف)\w* ?(?:ال)?جديد\w*",
        r"(?:غيرت|بدلت) (?:عملي|شغلي|وظيفتي)|(?:توظفت|انضممت الي شركه|التحقت بالعمل|قبلوني في (?:الوظيفه|العمل"
        r"|الشغل))",
        r"^\W*(?:عمل|وظيفه|شغل) جديد\w?(?=$|[^\w])",
    )),
    ("left job", None, (
        r"(?:تركت|استقلت من|سبت|خليت) (?:ال)?(?:عملي|شغلي|وظيفتي|العمل|الشغل|شغل|عمل)|قدمت استقالتي"
        r"|(?<!\w)استقلت(?!\w)|تقاعدت(?!\w)",)),
    ("left job", False, (r"(?:فصلوني|طردوني|سرحوني|استغنوا عني|فقدت (?:عملي|وظيفتي|شغلي))",)),
    ("moved", None, (
        rf"(?:انتقلت|انتقلنا|نقلت|نقلنا|ساانتقل|سانتقل|سننتقل|عزلت|هاجرت|هاجرنا) (?:للعيش في |للسكن في "
        rf"|مع عائلتي )?(?:الي |ل|في )?{_AR_PLACE}(?!\w)|(?:اشترينا|اشتريت) (?:بيتا?|شقه|منزلا?)(?!\w)",)),
    ("engaged", True, (
        r"(?<!\w)(?:انخطبت|تمت خطوبتي|تمت خطبتي|اعلنا خطوبتنا|خطوبتي|خطوبتنا)(?!\w)|^\W*خطبت(?=$|[!.,])",)),
    ("married", True, (rf"(?<!\w)تزوجت{_AR_THEN}",
        r"(?<!\w)(?:تزوجنا|ساتزوج|سنتزوج|كتبنا الكتاب|عقدت قراني|عقد قراني|زفافي|زفافنا|عرسي|عرسنا)(?!\w)",)),
    ("baby", True, (
        r"(?<!\w)(?:انا حامل|رزقت ب|رزقنا ب|رزقنا الله ب|رزقني الله ب|ربنا رزقنا|صرت (?:ابا?|اما?|خاله?|عمه?)"
        r"|اصبحت (?:ابا|اما|اب|ام)(?!\w)|ولدت زوجتي|زوجتي ولدت|ننتظر (?:مولود|طفل)\w*|جانا (?:ولد|بنت|مولود))",
    )),
    ("graduated", True, (rf"(?<!\w)(?:تخرجت{_AR_THEN}|تخرجنا(?!\w))",
        r"حفل تخرجي|(?:حصلت علي|اخذت|نلت) (?:شهاده |درجه )?(?:ال)?(?:بكالوريوس|ماجستير|دكتوراه|شهادتي)"
        r"|ناقشت (?:رسالتي|اطروحتي)",)),
    ("published", True, (
        r"(?:صدر|صدرت|نشر|نشرت) (?:لي )?(?:كتابي|روايتي|ديواني|بحثي|مقالي|مقالتي|قصتي|مجموعتي|كتاب جديد لي"
        r"|اول كتاب لي)|قبل بحثي|كتابي (?:الجديد |الاول )?(?:صدر|في المكتبات|نشر)",)),
    ("launched", True, (
        r"(?:اطلقت|اطلقنا|افتتحت|افتتحنا|فتحت|فتحنا|اسست|اسسنا) (?:ال)?(?:\w+ )?(?:متجر\w*|محل\w*|مطعم\w*|شركت?\w*"
        r"|مشروع\w*|مقهي\w*|مكتبت?\w*|معرض\w*|بودكاست|موقعي|تطبيقي|ورشت?\w*|عيادت?\w*)(?!\w)",)),
    ("award", True, (
        r"(?:فزت|فزنا) ب(?:ال)?(?:جائزه|جايزه|مسابقه|منحه|بطوله|مركز|ميداليه|كاس)|(?:حصلت علي|نلت"
        r"|ربحت) (?:ال)?(?:جائزه|جايزه|منحه|ميداليه|مركز اول|المركز الاول)",)),
    ("ill", False, (
        r"(?<!\w)(?:انا |كنت |لسه |لسا )?(?:مريض|مريضه|تعبان جدا|مرضت)(?=$|[!.,]| (?:اليوم|جدا|من|منذ|ب|في))",
        r"(?:انا في|دخلت|ادخلوني|رقدت في) (?:ال)?مستشفي|كسرت (?:رجلي|يدي|ذراعي|ساقي|قدمي|اصبعي)|(?:اصبت|انصبت|مصاب"
        r"|مصابه) ب(?:ال)?(?:كورونا|انفلونزا|زكام|حمي|كسر|كوفيد)|(?:ساجري|اجريت|عملت|عندي) عمليه (?:جراحيه|في)"
        r"|عندي (?:حمي|كورونا|انفلونزا|حراره)",
    )),
    ("loss", False, (
        rf"(?:توفي|مات|رحل|فقدت|فقدنا) {_AR_KIN_M}(?!\w)|(?:توفيت|ماتت|رحلت|فقدت|فقدنا) {_AR_KIN_F}(?!\w)"
        rf"|{_AR_KIN_M} (?:توفي|مات|انتقل الي رحمه)|{_AR_KIN_F} (?:توفيت|ماتت|انتقلت الي رحمه)",
    )),
    ("travel", None, (
        rf"(?<!\w)(?:انا )?(?:مسافر|مسافره|ساسافر|سافرت|سافرنا|رايح|رايحه|وصلت|وصلنا|رجعت من|عدت من|رجعنا من) (?:الي "
        rf"|ل|ع)?{_AR_PLACE}(?!\w)",)),
    ("exam", True, (
        r"(?<!\w)(?:نجحت|نجحنا|اجتزت|عديت)(?: في| ب)? (?:ال|ب|كل ال)?(?:امتحان\w*|اختبار\w*|توجيهي|ثانويه|مقابله"
        r"|رخصه)|حصلت علي رخصه القياده|(?<!\w)نجحت(?=$|[!.])",)),
    ("exam", False, (r"(?<!\w)(?:رسبت|سقطت) (?:في|ب)(?! البئر)|(?<!\w)رسبت(?!\w)",)),
    ("exam", None, (r"(?:عندي|لدي) (?:ال)?(?:امتحان\w*|اختبار\w*) (?:غدا|بكره|بكرا|يوم|الاسبوع|اليوم|بعد)",)),
    ("anniversary", True, (r"(?:ذكري|عيد) (?:زواجنا|زواجي|ارتباطنا)(?!\w)",)),
)  # fmt: skip

FEW: Final = (
    # Spanish, French, German, Russian
    ("new job", True, (
        r"\b(?:tengo|encontre|consegui|empece (?:en )?) ?(?:un |mi )?(?:nuevo (?:trabajo|empleo)|trabajo nuevo)"
        r"|\bhe cambiado de trabajo\b",
        r"\bj'ai (?:trouve |commence |eu )?(?:un |mon )nouveau (?:travail|boulot|poste|job)\b"
        r"|\bj'ai change de (?:travail|boulot)\b",
        r"\bich habe (?:\w+ )?(?:einen|meinen) neuen job\b|\bhabe (?:endlich )?einen neuen job\b",
        r"(?:^\W*|\bя )(?:сегодня |наконец |вчера )?(?:устроил(?:ся|ась) на (?:новую )?работу|наш(?:ел"
        r"|ла) (?:новую )?работу|вышел на новую работу|вышла на новую работу|сменил(?:а)? работу)"
        r"|^\W*новая работа(?=$|[!.,])",
    )),
    ("left job", None, (
        r"\bdeje mi trabajo\b|\brenuncie a mi trabajo\b|\bj'ai (?:quitte mon (?:travail|boulot|poste)|demissionne)\b"
        r"|\bich habe gekundigt\b|(?:^\W*|\bя )(?:сегодня |вчера )?уволил(?:ся|ась)(?=$|[!.,]| (?:с работы|вчера"
        r"|сегодня|из))",)),
    ("moved", None, (
        r"\b(?:me (?:mude|he mudado)|nos (?:mudamos|hemos mudado)) (?:a|de casa)\b|\b(?:j'ai demenage|on a demenage"
        r"|nous avons demenage)\b|\b(?:bin|sind) (?:gerade |jetzt |endlich )?(?:nach [\w-]+ )?umgezogen\b|(?:^\W*"
        r"|\b(?:я|мы) )(?:вчера |недавно |наконец )?(?:переехал[аи]? (?:в|на) (?!друг|нов\w+ (?:верси|сервер"
        r"|платформ))\w+)",)),
    ("engaged", True, (
        r"\bnos (?:comprometimos|hemos comprometido)\b|\b(?:on s'est|nous nous sommes) fiances\b|\b(?:wir haben uns"
        r"|ich habe mich) verlobt\b|\bмы (?:помолвлены|обручились)|(?:он|она) сделал[а]? мне предложение",)),
    ("married", True, (
        r"\b(?:me caso|nos casamos|nos hemos casado|me case)(?=$|[!.,]| (?:en|el|este|ayer|manana))|\b(?:je me marie"
        r"|on se marie|on s'est maries|nous nous sommes maries)\b|\bwir (?:haben (?:\w+ )?geheiratet|heiraten)(?=$"
        r"|[!.,]| (?:am|im|nachste\w*|dieses))|мы поженились|(?:^\W*|\bя )(?:вышла замуж|женился)(?=$|[!.,]| (?:вчера"
        r"|в|на))",)),
    ("baby", True, (
        r"\bestoy embarazada\b|\b(?:nacio) (?:mi|nuestr[oa]) (?:hij[oa]|bebe)\b|\bje suis enceinte\b|\b(?:notre|mon"
        r"|ma) (?:fille|fils|bebe) est nee?\b|\bich bin schwanger\b|\bunser(?:e)? (?:sohn|tochter|baby) ist (?:da"
        r"|geboren|auf der welt)\b|(?<!\w)я беременна|у (?:нас|меня) родил(?:ся|ась) (?:сын|дочь|дочка|дочурка"
        r"|ребенок|внук|внучка)",)),
    ("graduated", True, (
        r"\bme (?:gradue|he graduado)\b|\bj'ai (?:eu mon (?:diplome|bac|master)|soutenu ma these)\b"
        r"|\bich habe (?:meinen abschluss|mein studium abgeschlossen|mein abi)\b|(?:^\W*|\bя )защитил[а]? (?:диплом"
        r"|диссертацию|кандидатскую)",)),
    ("exam", True, (
        r"\b(?:aprobe|he aprobado) (?:el|mi|mis|los) (?:\w+ )?examen\w*|\bj'ai (?:reussi|eu) (?:mon|mes) (?:examens?"
        r"|permis)\b|\bich habe (?:die |meine )?(?:\w*prufung|fuhrerschein\w*|klausur) bestanden\b|(?:^\W*"
        r"|\bя )(?:наконец )?сдал[а]? (?:экзамен\w*|сессию|на права)",)),
    ("ill", False, (
        r"\bestoy enferm[oa](?=$|[!.,])|\bje suis (?:malade|a l'hopital)(?=$|[!.,])|\bich bin (?:krank"
        r"|im krankenhaus)(?=$|[!.,])|(?:^\W*|\bя )(?:заболел[а]?|болею|в больнице)(?=$|[!.,])",)),
    ("loss", False, (
        r"\b(?:fallecio|murio) mi (?:padre|madre|abuel[oa]|herman[oa]|ti[oa])\b|\bmon? (?:pere|mere|grand-?(?:pere"
        r"|mere)) est (?:mort|morte|decedee?)\b|\bma (?:mere|grand-mere) est (?:morte|decedee)\b|\bmeine? (?:vater"
        r"|mutter|oma|opa|bruder|schwester|gro(?:ss)(?:vater|mutter)) ist (?:\w+ )?(?:gestorben|verstorben)\b"
        r"|умер(?:ла)? мо[йия] (?:папа|мама|отец|мать|бабушка|дедушка|брат|сестра)|у меня умер(?:ла)? (?:папа|мама"
        r"|отец|мать|бабушка|дедушка|брат|сестра)",)),
    ("anniversary", True, (
        r"\bnuestro aniversario\b|\bnotre anniversaire de mariage\b|\bunser\w* (?:hochzeitstag|jahrestag)\b"
        r"|годовщина (?:нашей )?свадьбы",)),
)  # fmt: skip
