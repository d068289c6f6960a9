"""What the downloads of Facebook and Instagram have in common: threads of messages, lists of people, where both lie.

Fields as in downloads of 2018 to 2026 and in the separate download of end-to-end encrypted chats (2023 on).
"""
