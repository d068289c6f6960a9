"""What people write to each other, in many languages: material for tests of encodings. All of it is invented."""

import random

# (language, encoding that its users' older programs write) -> lines
LINES: dict[tuple[str, str], str] = {
    ("Chinese, simplified", "gb18030"): """
窑里的温度降下来了，明早可以开门
你上次借我的那本小说我还没读完，能不能再等两个星期
地铁停运了，我改骑自行车过去，大概迟到二十分钟
晚饭想吃面还是饺子？冰箱里只剩半棵白菜
孩子发烧，今天的聚会我就不参加了，替我问候大家
收音机修好了，原来是一根电线松了
码头那边的灯笼特别漂亮，拍了好几张照片
谢谢你昨晚送我到车站，雨那么大
下个月我搬去杭州，走之前聚一次吧
哈哈哈这个笑话太冷了
奶奶的生日是初八，别忘了订蛋糕
老板说项目推迟到秋天，真是松了一口气
图书馆闭馆装修，你把书还到我这里也行
收到，辛苦了
你觉得这个釉色偏绿吗？我总觉得不够透亮
""",
    ("Chinese, traditional", "big5"): """
窯裡的溫度降下來了，明早可以開門
你上次借我的那本小說我還沒讀完，能不能再等兩個禮拜
捷運停駛了，我改騎腳踏車過去，大概遲到二十分鐘
晚餐想吃麵還是水餃？冰箱裡只剩半顆高麗菜
小孩發燒，今天的聚會我就不參加了，幫我問候大家
收音機修好了，原來是一條電線鬆了
碼頭那邊的燈籠特別漂亮，拍了好幾張照片
謝謝你昨晚送我到車站，雨那麼大
下個月我搬去臺南，走之前聚一次吧
哈哈哈這個笑話太冷了
奶奶的生日是初八，別忘了訂蛋糕
老闆說專案延後到秋天，真是鬆了一口氣
圖書館休館整修，你把書還到我這裡也行
收到，辛苦了
你覺得這個釉色偏綠嗎？我總覺得不夠透亮
""",
    ("Cantonese", "big5"): """
你而家喺邊度呀，我哋已經到咗茶樓
聽日唔使返工，一齊去行山好唔好
嗰本書我仲未睇完，遲啲先還俾你
今日塞車塞到傻咗，唔好等我喇
我阿媽整咗好多餸，你過嚟食飯啦
收到，唔該晒
點解佢成日都遲到嘅
個電話冇電，返到屋企先覆你
""",
    ("Japanese", "shift_jis"): """
窯の温度が下がったので、明日の朝には開けられます
この前借りた小説、まだ読み終わっていません。もう二週間待ってもらえますか
電車が止まっているので自転車で行きます。二十分くらい遅れそう
夕飯はうどんと餃子どっちがいい？冷蔵庫に白菜しかないよ
子どもが熱を出したので、今日の集まりは欠席します
ラジオ直ったよ！配線がゆるんでいただけだった
港の提灯がとてもきれいで、写真をたくさん撮りました
昨日は駅まで送ってくれてありがとう。すごい雨だったね
来月京都に引っ越すから、その前に一度会おう
えー、それは寒すぎる冗談だ
おばあちゃんの誕生日、ケーキの予約を忘れないで
了解です。お疲れさまでした
図書館が改装中なので、本は私に返してくれても大丈夫
この釉薬、ちょっと緑っぽくない？
""",
    ("Korean", "euc_kr"): """
가마 온도가 내려가서 내일 아침에는 열 수 있어요
지난번에 빌린 소설 아직 다 못 읽었어 두 주만 더 기다려 줄래
지하철이 멈춰서 자전거 타고 갈게 이십 분쯤 늦을 것 같아
저녁은 국수 먹을까 만두 먹을까? 냉장고에 배추 반 포기밖에 없어
아이가 열이 나서 오늘 모임은 못 갑니다 안부 전해 주세요
라디오 고쳤다 전선 하나가 헐거웠던 거였네
부두 쪽 등불이 정말 예뻐서 사진을 여러 장 찍었어
어제 역까지 데려다줘서 고마워 비가 엄청 왔잖아
다음 달에 부산으로 이사해 떠나기 전에 한번 보자
ㅋㅋㅋ 그 농담은 너무 썰렁하다
할머니 생신은 초여드레니까 케이크 주문 잊지 마
네 알겠습니다 수고하셨어요
도서관이 공사 중이라 책은 나한테 돌려줘도 돼
이 유약 색깔 조금 초록빛 아니야?
""",
    ("Arabic", "cp1256"): """
انخفضت حرارة الفرن ويمكننا أن نفتحه غدا صباحا
لم أنته بعد من الرواية التي أعرتني إياها، هل تنتظر أسبوعين؟
توقف المترو فسآتي بالدراجة وأتأخر عشرين دقيقة تقريبا
هل نطبخ المعكرونة أم العدس؟ لم يبق في الثلاجة إلا نصف ملفوفة
ابني محموم ولن أحضر لقاء اليوم، سلموا على الجميع
أصلحت المذياع، كان سلك واحد مرتخيا
الفوانيس عند الميناء جميلة جدا، التقطت لها صورا كثيرة
شكرا لأنك أوصلتني إلى المحطة ليلة أمس
سأنتقل إلى حلب الشهر القادم، فلنلتق قبل ذلك
هههه هذه نكتة باردة جدا
عيد ميلاد جدتي يوم الثلاثاء فلا تنس الكعكة
وصلت الرسالة، تسلم يدك
المكتبة مغلقة للترميم، أعد الكتاب إلي إن شئت
""",
    ("Russian", "cp1251"): """
Печь остыла, завтра утром можно открывать
Я ещё не дочитала твой роман, подожди пару недель?
Метро стоит, поеду на велосипеде, опоздаю минут на двадцать
На ужин лапша или пельмени? В холодильнике только полкочана капусты
У сына температура, сегодня не приду, передай всем привет
Починил приёмник, отошёл один проводок
Фонари у причала такие красивые, сделала кучу снимков
Спасибо, что проводил до вокзала, ливень был жуткий
Через месяц переезжаю в Казань, давай увидимся до этого
Ахаха, шутка ледяная
Бабушкин день рождения восьмого, не забудь заказать торт
Принято, спасибо за труд
Библиотека на ремонте, книгу можешь вернуть мне
""",
    ("Ukrainian", "cp1251"): """
Піч охолола, завтра вранці можна відчиняти
Я ще не дочитала твій роман, зачекаєш кілька тижнів?
Метро стоїть, їду велосипедом, запізнюся хвилин на двадцять
На вечерю локшина чи вареники? Лишилося пів капустини
У сина гарячка, сьогодні не прийду, вітай усіх
Ліхтарі біля пристані такі гарні, зробила купу світлин
Дякую, що провів до вокзалу, злива була страшенна
Бабусин день народження восьмого, не забудь замовити торт
""",
    ("French", "cp1252"): """
Le four a refroidi, on pourra l'ouvrir demain matin très tôt
Je n'ai pas encore terminé le roman que tu m'as prêté, désolée
Le métro est arrêté, je viens à vélo, j'aurai vingt minutes de retard
On mange des pâtes ou des crêpes ? Il ne reste qu'un demi-chou
Mon fils a de la fièvre, je ne serai pas là à la réunion, embrasse tout le monde
J'ai réparé la radio, c'était un fil déconnecté
Les lanternes du port étaient magnifiques, j'ai pris plein de photos
Ça marche, à bientôt et merci encore pour hier
L'anniversaire de mémé est le huit, n'oublie pas le gâteau
""",
    ("German", "cp1252"): """
Der Ofen ist abgekühlt, morgen früh können wir öffnen
Ich habe deinen Roman noch nicht zu Ende gelesen, tut mir leid, dauert länger
Die U-Bahn fährt nicht, ich komme mit dem Rad und bin zwanzig Minuten später
Möchtest du Nudeln oder Klöße? Im Kühlschrank liegt nur ein halber Weißkohl
Mein Sohn hat Fieber, grüß alle schön von mir
Die Laternen am Hafen waren wunderschön, ich hab viele Fotos gemacht
Danke fürs Bringen gestern, es hat ja in Strömen geregnet
Oma wird am achten achtzig, vergiss die Torte für sie nicht
""",
    ("Spanish", "cp1252"): """
El horno ya se enfrió, mañana temprano lo abrimos
Todavía no terminé la novela que me prestaste, ¿me das dos semanas más?
El metro no funciona, voy en bici y llegaré veinte minutos después, perdón
¿Cenamos fideos o ñoquis? Solo queda medio repollo
Mi niño tiene fiebre, hoy no iré a la reunión, un abrazo a todos
Arreglé la radio, era un cable suelto, ¡qué alegría!
El cumpleaños de la abuela es el día ocho, no olvides el pastel
""",
    ("Portuguese", "cp1252"): """
O forno já esfriou, amanhã de manhã podemos abrir
Ainda não terminei o romance que você me emprestou, espera mais duas semanas?
O metrô parou, vou de bicicleta e chego com vinte minutos de atraso
Meu filho está com febre, não vou à reunião hoje, abraço para vocês
As lanternas do porto estavam lindíssimas, tirei várias fotografias
O aniversário da avó é no dia oito, não esqueça o bolo de maçã
""",
    ("Swedish", "cp1252"): """
Ugnen har svalnat, vi kan öppna den i morgon bitti
Jag har inte läst ut din roman än, kan du vänta två veckor till?
Tunnelbanan står still, jag cyklar och blir tjugo minuter sen, förlåt
Sonen har feber så jag kommer inte på mötet, hälsa alla så gott
Lyktorna vid hamnen är jättefina, jag tog många bilder på kvällen
Mormor fyller åttio på måndag, glöm inte tårtan
""",
    ("Thai", "cp874"): """
เตาเผาเย็นลงแล้ว พรุ่งนี้เช้าเปิดได้เลย
นิยายที่ยืมมายังอ่านไม่จบ ขอเวลาอีกสองสัปดาห์ได้ไหม
รถไฟฟ้าหยุดวิ่ง เดี๋ยวปั่นจักรยานไปนะ น่าจะสายยี่สิบนาที
มื้อเย็นกินก๋วยเตี๋ยวหรือเกี๊ยวดี ในตู้เย็นเหลือแค่กะหล่ำปลีครึ่งหัว
ลูกเป็นไข้ วันนี้ไปประชุมไม่ได้ ฝากทักทายทุกคนด้วย
ซ่อมวิทยุเสร็จแล้ว สายไฟหลวมนิดเดียวเอง
โคมไฟที่ท่าเรือสวยมาก ถ่ายรูปไว้หลายใบเลย
ขอบคุณที่ไปส่งที่สถานีเมื่อคืน ฝนตกหนักมากจริง ๆ
วันเกิดคุณยายวันที่แปด อย่าลืมสั่งเค้กนะ
""",
}
NAMES = ("Lio", "Ottokar Plumb", "Ines Halfmoon", "Tomas")


def chat(key: tuple[str, str], characters: int, seed: int) -> str:
    """A chat of about so many characters of this language, as an old program exports it."""
    pick = random.Random(f"{key} {characters} {seed}")
    lines = LINES[key].strip().split("\n")
    told, made = [], 0
    while made < characters:
        body = pick.choice(lines)[: characters - made]
        clock = f"2019/{pick.randint(1, 12)}/{pick.randint(1, 28)}, {pick.randint(0, 23)}:{pick.randint(10, 59)}"
        told.append(f"{clock} - {pick.choice(NAMES)}: {body}\n")
        made += len(body)
    return "".join(told)
