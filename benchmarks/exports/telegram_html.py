"""Telegram Desktop's HTML of one group of any length: a folder of pages of 1,000 messages, as it writes them."""

import html
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from benchmarks.exports.drawn import MEDIA, Drawn, drawn
from benchmarks.generate import member

PAGE = 1_000
HEAD = """<!DOCTYPE html>
<html>

 <head>

  <meta charset="utf-8"/>
<title>Exported Data</title>
 </head>

 <body onload="CheckLocation();">

  <div class="page_wrap">

   <div class="page_header">

    <div class="content">

     <div class="text bold">
Kiln Evenings
     </div>

    </div>

   </div>

   <div class="page_body chat_page">

    <div class="history">
"""
END = """
    </div>

   </div>

  </div>

 </body>

</html>
"""
MESSAGE = """
     <div class="message default clearfix{joined}" id="message{number}">
{picture}
      <div class="body">

       <div class="pull_right date details" title="{day} UTC+04:00">
{short}
       </div>
{name}{reply}{body}{reactions}
      </div>

     </div>
"""
PICTURE = """
      <div class="pull_left userpic_wrap">

       <div class="userpic userpic{colour}" style="width: 42px; height: 42px">

        <div class="initials" style="line-height: 42px">
{initial}
        </div>

       </div>

      </div>
"""
NAME = """
       <div class="from_name">
{name}
       </div>
"""
REPLY = """
       <div class="reply_to details">
In reply to <a href="#go_to_message{before}" onclick="return GoToMessage({before})">this message</a>
       </div>
"""
TEXT = """
       <div class="text">
{text}
       </div>
"""
PHOTO = """
       <div class="media_wrap clearfix">

        <div class="media clearfix pull_left media_photo">

         <div class="fill pull_left">

         </div>

         <div class="body">

          <div class="title bold">
Photo
          </div>

          <div class="description">
Not included, change data exporting settings to download.
          </div>

          <div class="status details">
1280x960, 106.3 KB
          </div>

         </div>

        </div>

       </div>
"""
REACTIONS = """
       <span class="reactions">
        <span class="reaction">
          <span class="emoji">👍</span>
          <span class="count">2</span>
        </span>
       </span>
"""


def export(path: Path, messages: int) -> Path:
    """Write the pages of ``messages`` messages of one group into the folder ``path``, the same each time."""
    path.mkdir(parents=True, exist_ok=True)
    target: TextIO | None = None
    writer = -1
    for each in drawn(messages):
        if each.number % PAGE == 1:
            _end(target)
            page = each.number // PAGE + 1
            target = (path / f"messages{page if page > 1 else ''}.html").open("w", encoding="utf-8", newline="\n")
            target.write(HEAD)
        assert target
        target.write(_message(each, joined=each.sender == writer and each.chance > 0.15))
        writer = each.sender
    _end(target)
    return path


def _end(target: TextIO | None) -> None:
    if target:
        target.write(END)
        target.close()


def _message(each: Drawn, *, joined: bool) -> str:
    moment, name = datetime.fromtimestamp(each.at, UTC), html.escape(member(each.sender))
    return MESSAGE.format(
        joined=" joined" if joined else "",
        number=each.number,
        picture="" if joined else PICTURE.format(colour=each.sender % 8 + 1, initial=name[0]),
        day=f"{moment:%d.%m.%Y %H:%M:%S}",
        short=f"{moment:%H:%M}",
        name="" if joined else NAME.format(name=name),
        reply=REPLY.format(before=each.number - 1) if each.chance < 0.15 and each.number > 1 else "",
        body=PHOTO if each.body == MEDIA else TEXT.format(text=html.escape(each.body).replace("\n", "<br>")),
        reactions=REACTIONS if 0.15 < each.chance < 0.25 else "",
    )
