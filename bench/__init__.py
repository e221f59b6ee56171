"""The measuring bench: accuracy and speed against peers, a floor and the truth.

Comes in: simulated countries with their truth, public linkage sets, the `soat` command.
Goes out: tables on the terminal, JSON and one HTML scorecard in `bench/out/`.
Refuses to know: how the engine works. It runs the command and reads the files it leaves; only the
trainer `learn_weights` runs the engine's own learning steps.
"""
