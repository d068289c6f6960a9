"""Words that carry no topic, of several languages: pronouns, particles, common verbs, fillers, folded."""

from typing import Final

from kithbook.words.fold import fold

STOPS: Final = frozenset(
    fold(
        """
    the and for that this with you your yours have has had having not but are was were been being they them their
    theirs there then than from what when where which who whom whose why how will would can could should shall may
    might must just like get got gets getting one ones out about into over some any all also only very really more
    most much many here now its it's i'm i've i'll i'd don't doesn't didn't can't won't isn't aren't wasn't couldn't
    wouldn't shouldn't you're you've you'll that's there's what's let's he's she's we're they're we've who's dont
    cant thats youre her hers him his she himself herself myself yourself themselves our ours ourselves us my me
    think thought know knew known see saw seen say said says go going goes gone went come came coming want wanted
    need needed make made makes take took taken give gave given use used using look looks looked looking tell told
    ask asked feel felt try tried work works well good great nice better best bad yes yeah yep nope okay sure maybe
    perhaps please thanks thank sorry hello thing things something anything nothing everything someone anyone
    everyone nobody way lot lots bit kind sort time times day days today tomorrow yesterday week weeks month months
    year years still even yet too again ever never always often sometimes already almost quite rather actually
    probably basically literally though although because since until while during before after under between through
    against other others another each every both few own same such these those does did doing done back down off
    upon per via etc new old first last next little big small long right left wrong true people guys man lol lmao
    haha hahaha wow omg btw imo imho idk tbh hmm yup anyway oh hey let put keep seems seem mean means able mine
    whole half two three four five around else instead enough once without within trying start started starts stay
    stayed wait waiting waited full hold holds held keeping kept stop stopped run running turn turned call called
    write wrote read end ended open opened move moved bring brought leave found find finding guess hope wish love
    liked happen happened change changed talk talking talked speak remember forget believe agree understand explain
    mention mentioned usual usually tonight morning evening night noon hour hours minute minutes second seconds
    monday tuesday wednesday thursday friday saturday sunday gonna wanna gotta ill ive didnt doesnt isnt wont hrs
    mins soon later early late near far part case place side point fact reason problem question answer idea example
    stuff bunch couple ton different several certain possible easy hard totally exactly definitely certainly
    seriously honestly apparently recently finally simply either neither yourselves welcome cheers http https www
    com org net html jpg png href

    это этот эта эти этого этой этом этих этим что чтобы как так там тут или для при про под над без все всё всех
    всем если есть был была было были быть будет будут буду можно нужно надо уже еще только тоже также даже вот где
    когда кто кого кому который которая которое которые которых меня мне мой моя мои тебя тебе твой нас нам наш вас
    вам ваш его ему нее них ним ними она они оно сам сама сами себя себе свой свои свою такой такая такое такие
    тогда потом теперь сейчас сегодня завтра вчера потому поэтому просто очень много мало больше меньше более менее
    лучше хуже может могут мочь могу хочу хочет знаю знает думаю думает делать сделать говорить сказать говорит
    сказал говорю понятно кажется вообще конечно наверное видимо похоже спасибо пожалуйста привет всегда никогда
    иногда опять снова один одна одно два три раз разве ведь лишь чем чего чему нет нету ничего никто между через
    после перед какой какая какие какое каждый другой другие другая вроде типа кстати короче ладно хорошо плохо люди
    человек время день год года лет хотя пока либо ибо зачем почему откуда куда сюда туда здесь вместо из-за того
    том тем той тех эту весь вся всю чтоб итд итп тд тп др чуть сколько столько прям прямо офк лол хз имхо имеет
    иметь давай давайте смысл слово слова говорите прекрасно прочее различный разный разные любой любые лично целом
    общем сути частности плюс минус спс плиз понимаю понял понимать считаю считать сделал делает делаю работает
    работать пробовал попробовать смотреть посмотреть писать написал напиши написать дать дал дает взять найти нашел
    знать помню помнить начал начать ребят ребята коллеги друзья народ понедельник вторник среда четверг пятница
    суббота воскресенье утром вечером неделя неделю месяц часов минут секунд первый второй третий новый старый новые
    большой довольно почти именно собственно скорее например значит пусть стоит идет получается вопрос дело надеюсь
    часто

    في من الى علي عن مع هذا هذه ذلك تلك هناك هنا هو هي هم انا انت انتم نحن كان كانت يكون تكون ليس ليست لا ما لم لن
    قد كل بعض غير اي الذي التي الذين ان اذا لو لان لكن بل او ثم حتي عند بعد قبل منذ بين فقط ايضا جدا كما كيف متي اين
    ماذا لماذا هل نعم شكرا عفوا مرحبا السلام عليكم وعليكم الله والله انشاء شاء يا ايه مش دي ده دا كده بس لسه احنا
    انتو هما علشان عشان زي فيه فيها منه منها عليه عليها له لها لي لك لنا لهم به بها وهو وهي وانا اليوم غدا امس الان
    يوم سنه شيء شي كثير كثيرا السبت الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه سبت احد اثنين ثلاثاء اربعاء خميس
    جمعه ساعه الساعه بارحه ساعات دقيقه اسبوع شهر ليله مساء صباحا عندي عندك عنده معي معك معنا نصف ربع اول ثاني ثالث
    احتاج اريد قليل صباح الخير النور خير تمام طيب اكثر مره واحد حاجه ممكن لازم يعني

    que los las del por con para una uno unos como pero mas este esta esto esos eso esa estan estoy son muy bien
    porque cuando donde quien todo todos toda nada algo aqui ahora hay ser fue era hacer hace tiene tengo puede
    sobre entre hasta desde sin tambien solo asi gracias hola les des est pas dans sur avec pour une qui mais nous
    vous ils elle elles sont etre avoir fait faire tout tous cette ces ses mes tes leur plus moins tres comme aussi
    alors donc deja encore merci bonjour c'est j'ai qu'il n'est d'un d'une oui non der die das den dem ein eine
    einen einem einer und oder aber nicht ist sind war waren wird werden haben hat hatte kann auch noch nur schon
    sehr wie was wer wenn dann dass weil bei mit von vom zum zur aus auf fur nach uber unter durch mal doch ja nein
    ich mich mir dich dir sie ihr ihn uns euch man mein dein sein kein keine mehr immer hier jetzt danke hallo
    """
    ).split()
)
# Characters of Chinese at whose edge no topic begins or ends.
STOP_EDGES: Final = frozenset(
    "周的了是我你他她它们們这這那哪在有和与與也都就不没沒吗嗎呢吧啊呀哦嗯么麼什甚很还還又再才要会會能可以说說去来來到得着著过過"
    "给給对對把被让讓从從跟比为為而但却卻如果因所个個些一二两兩三几幾每各谁誰怎样樣这里里裡上下中后後前时時候点點年月日号號天今明昨"
    "好太真最更挺多少大小看想知道觉覺做用找问問请請谢謝早晚嗨哈嘿喂哎唉嘛咯啦哇呵吃只其之以于於及或等并並已经經将將应應该該自己"
)
