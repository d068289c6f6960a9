"""The emoji that people use most, by Slack's names for them; all others keep their names."""

import re
from typing import Final

NAMED: Final = re.compile(r"(?<![\w:/]):([a-z0-9_+'-]{1,60})(?:::skin-tone-([2-6]))?:")
FIRST_TONE: Final = 0x1F3FB  # skin-tone-2
TABLE: Final = """
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 tada 🎉 heart ❤️ joy 😂 eyes 👀 pray 🙏 raised_hands 🙌 clap 👏
fire 🔥 rocket 🚀 100 💯 wave 👋 ok_hand 👌 muscle 💪 point_up ☝️ point_up_2 👆 point_down 👇
point_left 👈 point_right 👉 v ✌️ fist ✊ facepunch 👊 punch 👊 handshake 🤝 raised_hand ✋ hand ✋
crossed_fingers 🤞 i_love_you_hand_sign 🤟 the_horns 🤘 smile 😄 smiley 😃 grinning 😀 grin 😁 laughing 😆
satisfied 😆 sweat_smile 😅 rolling_on_the_floor_laughing 🤣 rofl 🤣 wink 😉 blush 😊
slightly_smiling_face 🙂 upside_down_face 🙃 relaxed ☺️ heart_eyes 😍 kissing_heart 😘 yum 😋
sunglasses 😎 star-struck 🤩 nerd_face 🤓 thinking_face 🤔 face_with_raised_eyebrow 🤨 neutral_face 😐
expressionless 😑 no_mouth 😶 smirk 😏 unamused 😒 face_with_rolling_eyes 🙄 grimacing 😬 relieved 😌
pensive 😔 sleepy 😪 sleeping 😴 confused 😕 worried 😟 slightly_frowning_face 🙁 open_mouth 😮
astonished 😲 flushed 😳 pleading_face 🥺 cry 😢 sob 😭 scream 😱 disappointed 😞 sweat 😓 weary 😩
tired_face 😫 triumph 😤 angry 😠 rage 😡 exploding_head 🤯 cold_sweat 😰 hugging_face 🤗 shushing_face 🤫
zipper_mouth_face 🤐 mask 😷 face_with_thermometer 🤒 partying_face 🥳 skull 💀 ghost 👻 robot_face 🤖
see_no_evil 🙈 hear_no_evil 🙉 speak_no_evil 🙊 melting_face 🫠 saluting_face 🫡 stuck_out_tongue 😛
stuck_out_tongue_winking_eye 😜 zany_face 🤪 innocent 😇 smiling_face_with_3_hearts 🥰
face_with_hand_over_mouth 🤭 broken_heart 💔 two_hearts 💕 sparkling_heart 💖 blue_heart 💙 green_heart 💚
yellow_heart 💛 purple_heart 💜 orange_heart 🧡 black_heart 🖤 star ⭐ star2 🌟 sparkles ✨ boom 💥 zap ⚡
sunny ☀️ rainbow 🌈 snowflake ❄️ coffee ☕ tea 🍵 beer 🍺 beers 🍻 champagne 🍾 clinking_glasses 🥂
wine_glass 🍷 pizza 🍕 cake 🍰 birthday 🎂 gift 🎁 balloon 🎈 confetti_ball 🎊 trophy 🏆 medal 🏅 bulb 💡
memo 📝 pencil 📝 book 📖 books 📚 calendar 📆 date 📅 clock1 🕐 hourglass ⌛ alarm_clock ⏰ bell 🔔
loudspeaker 📢 mega 📣 email 📧 phone ☎️ computer 💻 camera 📷 link 🔗 lock 🔒 key 🔑 mag 🔍 wrench 🔧
hammer 🔨 gear ⚙️ white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌
heavy_plus_sign ➕ question ❓ exclamation ❗ heavy_exclamation_mark ❗ warning ⚠️ no_entry ⛔
no_entry_sign 🚫 red_circle 🔴 large_green_circle 🟢 large_blue_circle 🔵 arrow_up ⬆️ arrow_down ⬇️
arrow_right ➡️ arrow_left ⬅️ repeat 🔁 soon 🔜 new 🆕 cool 🆒 one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣
five 5️⃣ man-shrugging 🤷‍♂️ woman-shrugging 🤷‍♀️ shrug 🤷 man-facepalming 🤦‍♂️
woman-facepalming 🤦‍♀️ face_palm 🤦 bow 🙇 dancer 💃 cat 🐱 dog 🐶 unicorn_face 🦄 bug 🐛 turtle 🐢
monkey_face 🐵 bee 🐝 seedling 🌱 four_leaf_clover 🍀 sunflower 🌻 rose 🌹 house 🏠 car 🚗 bike 🚲
airplane ✈️ train 🚋 ship 🚢 earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 moneybag 💰
chart_with_upwards_trend 📈
"""
WORDS: Final = TABLE.split()
EMOJI: Final = dict(zip(WORDS[::2], WORDS[1::2], strict=True))


def shown(text: str) -> str:
    """The text with the emoji that are named in it.

    >>> shown("done :tada: :+1::skin-tone-3: at 10:30:20, :kiln:")
    'done 🎉 👍🏼 at 10:30:20, :kiln:'
    """
    return NAMED.sub(_emoji, text)


def reaction(name: str) -> str:
    """What a reaction of this name looks like, or the name itself, as of the emoji of a workspace's own.

    >>> reaction("+1"), reaction("+1::skin-tone-2"), reaction("kiln")
    ('👍', '👍🏻', ':kiln:')
    """
    base, _, tone = name.partition("::skin-tone-")
    return _toned(EMOJI[base], tone) if base in EMOJI else f":{name}:" if name else ""


def _emoji(found: "re.Match[str]") -> str:
    known = EMOJI.get(found[1])
    return _toned(known, found[2] or "") if known else found[0]


def _toned(emoji: str, tone: str) -> str:
    """The emoji in one of the skin tones 2 to 6."""
    number = "23456".find(tone) if len(tone) == 1 else -1
    return emoji.rstrip("\ufe0f") + chr(FIRST_TONE + number) if number >= 0 else emoji
