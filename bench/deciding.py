# What a ruling costs on one core: 500 schools, 300 decisions, three layers.
import json
import statistics
import subprocess

from measure import FIRST, ROUNDS, plain_row, program, say


def measure_deciding(_data, _folder):
    say("bench_deciding")
    runs = [json.loads(subprocess.run([*FIRST, program("bench_deciding"), "3"], check=True,
                                      capture_output=True).stdout) for _ in range(ROUNDS)]

    def microseconds(name):
        return 1e6 / statistics.median(run[name] for run in runs)

    return [
        plain_row("a ruling with all its reasons", "none", microseconds("rulings_per_second"),
                  "µs", 1, digits=3),
        plain_row("who decides, without reasons", "none", microseconds("deciders_per_second"),
                  "µs", 0.1, digits=3),
        plain_row("the analysis of a scheme of 300 decisions", "none",
                  statistics.median(run["analysis_s"] for run in runs), "s", 1, digits=3),
    ]
