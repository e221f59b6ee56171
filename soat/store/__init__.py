"""What is remembered: files in, run folders out.

Comes in: files of people's data, and tables to keep. Goes out: tables as typed, and folders that
appear whole or not at all.
Refuses to know: any rule about people, numbers or doses, and what comes after the next table.
"""
