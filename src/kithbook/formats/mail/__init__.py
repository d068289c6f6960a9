"""Mail, as mailboxes and as single files hold it: what the formats `mail_mbox` and `mail_eml` share.

Everything works on bytes and stops at a limit, instead of leaving it to the standard library's `email`: that one is
slow, keeps whole attachments, and raises on what real mailboxes hold. docs/decisions/0014 says what a mail becomes.
"""
