"""One person's verdict in plain sentences.

Comes in: the verdict, repairs, candidates and kept evidence of one person profile.
Goes out: sections of sentences in Vietnamese or English, for that person's screen only.
Refuses to know: files, and how the verdict was reached; it says what was kept, nothing more.
"""
