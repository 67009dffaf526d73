# Clusters: published instances and real schools, several seeds each, against the best values known
# and against partitioners and a solver that Debian has. What a plan costs, and whether it keeps its
# bounds, is reckoned here from the file of clusters that a program writes.
import csv
import glob
import json
import math
import os
import shutil
import statistics
import subprocess
import time

from measure import FIRST, GUILDHALL, REAL, ROOT, Row, say

INSTANCES = os.path.join(os.path.dirname(REAL), "bench")
SEEDS = int(os.environ.get("BENCH_SEEDS", "10"))
THREADS = 2
CBC_S = 60

class AboveBound(float):
    """A share more than the bound that the same runs prove."""


# Instances, seconds, and what the mean over the seeds may cost at most: a number, or a share more
# than the best known, or than the bound.
SCHOOLS = (
    ("schools/norfolk_423", 2, 1154.74),
    ("schools/synthetic_430", 10, 1172.2),
    ("schools/norfolk_423_pupils", 20, 1282.9),
    ("schools/east_5000", 30, AboveBound(0.008)),
    # Proven to be out of reach, for the bound is above it.
    ("schools/england_21975", 120, 31700),
)
PUBLISHED = (
    ("lorena/*", 5, 0.00001),
    ("orlib/*", 1, 0.0),
    ("stefanello/lin318_*", 60, 0.005), ("stefanello/ali535_*", 60, 0.005),
    ("stefanello/u724_*", 60, 0.005), ("stefanello/rl1304_*", 60, 0.005),
    ("stefanello/pr2392_*", 60, 0.005),
    ("stefanello/fnl4461_*", 120, 0.01), ("p3038/*", 120, 0.01),
)
KNOWN = {"schools/norfolk_423": 1154.73, "schools/synthetic_430": 1172.16,
         "schools/norfolk_423_pupils": 1282.89}
# Whose value that is, where nobody listed it as the best known.
WHOSE = {"schools/norfolk_423": "proved optimum", "schools/synthetic_430": "HiGHS, of 40 nearest",
         "schools/norfolk_423_pupils": "HiGHS, 900 s"}


class Instance:
    """Points, weights and bounds, as one of the three layouts has them."""

    def __init__(self, path):
        self.path = path
        with open(path, encoding="ascii") as file:
            lines = [list(map(float, line.split())) for line in file if line.split()]
        self.truncated = len(lines[0]) == 2 and len(lines[1]) == 3
        head = lines.pop(0) if not self.truncated else lines[1]
        if self.truncated:
            lines = lines[2:]
        self.clusters = int(head[1])
        self.lower, self.upper = (head[2], head[3]) if len(head) == 4 else (0, 0)
        if self.truncated:
            self.upper = head[2]
            self.points = [(line[1], line[2]) for line in lines]
        else:
            self.points = [(line[0], line[1]) for line in lines]
            self.upper = self.upper or lines[0][2]
        self.weights = [line[-1] for line in lines]

    def distance(self, a, b):
        far = math.dist(self.points[a], self.points[b])
        return math.floor(far + 1e-9) if self.truncated else far

    def cost(self, plan):
        """The sum of distances to the medians, and how many clusters break their bounds."""
        members = {}
        for point, cluster in enumerate(plan):
            members.setdefault(cluster, []).append(point)
        broken = abs(self.clusters - len(members))
        total = 0
        for group in members.values():
            weight = sum(self.weights[i] for i in group)
            broken += not self.lower <= weight <= self.upper
            total += min(sum(self.distance(a, b) for b in group) for a in group)
        return total, broken

    def nearest(self, count):
        """For each point so many of the nearest, by squared paper."""
        size = math.sqrt((max(x for x, _ in self.points) - min(x for x, _ in self.points) + 1e-9)
                         * (max(y for _, y in self.points) - min(y for _, y in self.points) + 1e-9)
                         / len(self.points) * 4)
        cells = {}
        for i, (x, y) in enumerate(self.points):
            cells.setdefault((int(x // size), int(y // size)), []).append(i)
        for i, (x, y) in enumerate(self.points):
            column, row, reach, found = int(x // size), int(y // size), 1, []
            while True:
                found = [j for c in range(column - reach, column + reach + 1)
                         for r in range(row - reach, row + reach + 1)
                         for j in cells.get((c, r), ()) if j != i]
                found.sort(key=lambda j: math.dist((x, y), self.points[j]))
                sure = len(found) >= count and (
                    math.dist((x, y), self.points[found[count - 1]]) <= reach * size)
                if sure or len(found) == len(self.points) - 1:
                    break
                reach *= 2
            yield i, found[:count]


def run(command):
    """Seconds that it took, MiB that it had at most, what it said."""
    start = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          text=True) as process:
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return time.monotonic() - start, used.ru_maxrss / 1024, said


def solved(instance, seconds, seed, folder):
    plan = os.path.join(folder, "plan.txt")
    _, memory_mib, said = run([*FIRST, GUILDHALL, "solve", instance.path, "--json", "--seconds",
                               str(seconds), "--seed", str(seed), "--threads", str(THREADS),
                               "--out", plan])
    answer = json.loads(said)
    with open(plan, encoding="ascii") as lines:
        cost, broken = instance.cost([int(line) for line in lines])
    if abs(cost - answer["objective"]) > 1e-4 * cost or (broken == 0) != answer["feasible"]:
        raise SystemExit(f"{instance.path}: says {answer['objective']}, {answer['feasible']}; "
                         f"reckoned {cost}, {broken} clusters out of bounds")
    answer["memory_mib"] = memory_mib
    return answer


def best_known():
    with open(os.path.join(INSTANCES, "best_known.csv"), encoding="utf-8") as file:
        return KNOWN | {row["instance"]: float(row["best_value"]) for row in csv.DictReader(file)}


def percent(value, other):
    return f"{100 * (value / other - 1):+.2f} %"


def time_to(limit, answers):
    """The median time after which a plan cost no more, or how many runs came to it."""
    times = [next((mark["seconds"] for mark in answer["progress"]
                   if mark["objective"] <= limit * (1 + 1e-7)), None) for answer in answers]
    reached = [each for each in times if each is not None]
    if not reached:
        return "target not reached"
    return f"target in {statistics.median(reached):.1f} s ({len(reached)} of {len(times)})"


def row_of(name, seconds, limit, known, answers):
    costs = [answer["objective"] for answer in answers]
    mean, best = statistics.mean(costs), min(costs)
    feasible = sum(answer["feasible"] for answer in answers)
    bound = max(answer["bound"] or 0 for answer in answers)
    if isinstance(limit, AboveBound):
        limit = bound * (1 + limit)
    elif limit < 1:
        limit = known * (1 + limit) + 0.005
    gap = f", bound {bound:,.2f}: gap {percent(best, bound)}" if bound else ""
    ours = (f"mean {mean:,.2f}, best {best:,.2f}{gap}; {time_to(limit, answers)}; "
            f"within bounds {feasible} of {len(answers)}")
    whose = WHOSE.get(name, "best known" if known else "none listed")
    beaten = known is not None and best < known - 0.005 and feasible == len(answers)
    return Row(name, f"{seconds} s, {len(answers)} seed{'s' if len(answers) > 1 else ''}", ours,
               whose + (" (**beaten**)" if beaten else ""),
               f"{known:,.2f}" if known else "", f"{mean / known:.4f}" if known else "",
               f"mean {limit:,.2f}",
               "yes" if mean <= limit and feasible == len(answers) else "**no**")


def graph_edges(instance):
    """Each point with its eight nearest, both ways; near ones weigh more."""
    edges = [{} for _ in instance.points]
    scale = statistics.median(math.dist(instance.points[i], instance.points[near[0]])
                              for i, near in instance.nearest(1)) or 1
    for i, near in instance.nearest(8):
        for j in near:
            weight = max(1, round(1000 * scale / (math.dist(instance.points[i],
                                                            instance.points[j]) + scale)))
            edges[i][j] = edges[j][i] = weight
    return edges


def metis(instance, folder):
    path = os.path.join(folder, "points.graph")
    edges = graph_edges(instance)
    with open(path, "w", encoding="ascii") as out:
        out.write(f"{len(edges)} {sum(map(len, edges)) // 2} 011\n")
        for weight, others in zip(instance.weights, edges):
            out.write(f"{weight:.0f} " + " ".join(f"{j + 1} {w}" for j, w in others.items()) + "\n")
    took, _, _ = run(["gpmetis", "-ptype=kway", "-ufactor=330", "-contig", "-ncuts=10", "-niter=50",
                   "-seed=1", path, str(instance.clusters)])
    with open(f"{path}.part.{instance.clusters}", encoding="ascii") as lines:
        return took, [int(line) for line in lines]


def scotch(instance, folder):
    path = os.path.join(folder, "points.grf")
    edges = graph_edges(instance)
    with open(path, "w", encoding="ascii") as out:
        out.write(f"0\n{len(edges)} {sum(map(len, edges))}\n0 011\n")
        for weight, others in zip(instance.weights, edges):
            out.write(f"{weight:.0f} {len(others)} " +
                      " ".join(f"{w} {j}" for j, w in others.items()) + "\n")
    parted = os.path.join(folder, "points.map")
    took, _, _ = run(["scotch_gpart", "-b0.30", str(instance.clusters), path, parted])
    plan = [0] * len(edges)
    with open(parted, encoding="ascii") as lines:
        next(lines)
        for line in lines:
            point, part = line.split()
            plan[int(point)] = int(part)
    return took, plan


def cbc(instance, folder):
    """The whole model, each point with its forty nearest medians, for a minute on two threads."""
    path, answer = os.path.join(folder, "points.lp"), os.path.join(folder, "points.sol")
    may = {i: [i, *near] for i, near in instance.nearest(40)}
    with open(path, "w", encoding="ascii") as out:
        out.write("Minimize\nobj:\n" + "".join(
            f" + {instance.distance(i, j):.6f} x{i}_{j}\n" for i in may for j in may[i] if i != j))
        out.write("Subject To\n")
        for i, others in may.items():
            out.write(f"a{i}: " + " + ".join(f"x{i}_{j}" for j in others) + " = 1\n")
            for j in others:
                if j != i:
                    out.write(f"l{i}_{j}: x{i}_{j} - x{j}_{j} <= 0\n")
        members = {}
        for i, others in may.items():
            for j in others:
                members.setdefault(j, []).append(i)
        for j, group in members.items():
            load = " + ".join(f"{instance.weights[i]:.0f} x{i}_{j}" for i in group if i != j)
            own = instance.weights[j]
            out.write(f"u{j}: {load} - {instance.upper - own:.0f} x{j}_{j} <= 0\n")
            if instance.lower:
                out.write(f"b{j}: {load} - {instance.lower - own:.0f} x{j}_{j} >= 0\n")
        out.write("p: " + " + ".join(f"x{j}_{j}" for j in may) + f" = {instance.clusters}\n")
        out.write("Binary\n" + "\n".join(f"x{i}_{j}" for i in may for j in may[i]) + "\nEnd\n")
    took, _, _ = run(["cbc", path, "sec", str(CBC_S), "timem", "elapsed", "threads", str(THREADS),
                   "solve", "solution", answer])
    plan = [-1] * len(may)
    if os.path.exists(answer):
        with open(answer, encoding="ascii") as lines:
            for line in lines:
                cells = line.replace("**", " ").split()
                if len(cells) >= 3 and cells[1].startswith("x") and float(cells[2]) > 0.5:
                    point, median = cells[1][1:].split("_")
                    plan[int(point)] = int(median)
    return took, plan if min(plan) >= 0 else None


PEERS = (("METIS", "gpmetis", metis, ("norfolk_423", "synthetic_430", "norfolk_423_pupils",
                                      "east_5000", "england_21975")),
         ("Scotch", "scotch_gpart", scotch, ("norfolk_423", "synthetic_430", "norfolk_423_pupils",
                                      "east_5000", "england_21975")),
         ("CBC", "cbc", cbc, ("norfolk_423", "synthetic_430", "norfolk_423_pupils")))


def peer_rows(means, folder):
    rows = []
    for peer, binary, work, names in PEERS:
        for name in (f"schools/{each}" for each in names):
            if name not in means:
                continue
            if not shutil.which(binary):
                rows.append(Row(name, "", "", f"{peer}: not installed", "", "", "", ""))
                continue
            instance = Instance(os.path.join(INSTANCES, name + ".txt"))
            took, plan = work(instance, folder)
            if plan is None:
                rows.append(Row(name, "", f"mean {means[name]:,.2f}", peer,
                                f"no plan in {took:.0f} s", "", "", ""))
                continue
            cost, broken = instance.cost(plan)
            kept = "within bounds" if broken == 0 else f"{broken} clusters out of bounds"
            rows.append(Row(name, "", f"mean {means[name]:,.2f}", peer,
                            f"{cost:,.2f} in {took:.1f} s, {kept}",
                            f"{means[name] / cost:.3f}", "", ""))
    return rows


def gap_rows(folder):
    """How near the bound is: in two seconds to the optimum, in a minute to plans of pupils."""
    rows = []
    for name in ("schools/norfolk_423", "schools/synthetic_430"):
        instance = Instance(os.path.join(INSTANCES, name + ".txt"))
        bound = solved(instance, 2, 1, folder)["bound"]
        rows.append(Row(f"bound of {name}", "2 s", f"{bound:,.2f}", "optimum",
                        f"{KNOWN[name]:,.2f}", f"{bound / KNOWN[name]:.4f}", "0.995",
                        "yes" if bound >= 0.995 * KNOWN[name] else "**no**"))
    name = "schools/norfolk_423_pupils"
    answer = solved(Instance(os.path.join(INSTANCES, name + ".txt")), 60, 1, folder)
    gap = answer["objective"] / answer["bound"] - 1
    rows.append(Row(f"gap of {name}", "60 s, 1 seed",
                    f"{answer['objective']:,.2f}, bound {answer['bound']:,.2f}", "HiGHS, 900 s",
                    "1,282.89, bound 1,241.90: gap 3.30 %", f"gap {100 * gap:.2f} %", "2 %",
                    "yes" if gap <= 0.02 and answer["feasible"] else "**no**"))
    return rows


def nearest_other(instance, plan, point):
    """The cluster of the nearest point that is in another one."""
    other = min((each for each in range(len(plan)) if plan[each] != plan[point]),
                key=lambda each: instance.distance(point, each))
    return plan[other]


def repaired(instance, plan, pins, seconds, seed):
    words = [word for point, cluster in pins for word in ("--pin", f"{point + 1}={cluster}")]
    _, _, said = run([*FIRST, GUILDHALL, "solve", instance.path, "--json", "--from", plan,
                      "--seconds", str(seconds), "--seed", str(seed), "--threads", str(THREADS),
                      *words])
    return json.loads(said)


def measure_repairs(_, folder):
    """Round schools that somebody pinned elsewhere: a second, beside a long look from the same."""
    instance = Instance(os.path.join(INSTANCES, "schools/norfolk_423.txt"))
    solved(instance, 5, 1, folder)
    path = os.path.join(folder, "start.txt")
    shutil.move(os.path.join(folder, "plan.txt"), path)
    with open(path, encoding="ascii") as lines:
        plan = [int(line) for line in lines]
    rows = []
    for count in (1, 5, 20):
        points = range(7, len(plan), len(plan) // count)[:count]
        pins = [(point, nearest_other(instance, plan, point)) for point in points]
        long = min(repaired(instance, path, pins, 20, seed)["objective"] for seed in (1, 2))
        answers = [repaired(instance, path, pins, 1, seed) for seed in range(1, SEEDS + 1)]
        mean = statistics.mean(answer["objective"] for answer in answers)
        firsts = [answer["progress"][0]["seconds"] for answer in answers if answer["progress"]]
        feasible = sum(answer["feasible"] for answer in answers)
        first = f"{statistics.median(firsts):.2f} s" if firsts else "none"
        rows.append(Row(f"repair round {count} pin{'s' if count > 1 else ''}, 423 schools",
                        f"1 s, {SEEDS} seeds",
                        f"mean {mean:,.2f}; first answer {first}; "
                        f"within bounds {feasible} of {SEEDS}", "the same, 20 s", f"{long:,.2f}",
                        f"{mean / long:.4f}", "1.005",
                        "yes" if mean <= 1.005 * long and feasible == SEEDS else "**no**"))
        say(f"{rows[-1].what}: {rows[-1].ours}; {rows[-1].met}")
    return rows


def instance_rows(tasks, folder):
    """A row for each instance, and its mean."""
    if not os.path.isdir(INSTANCES):
        raise SystemExit(f"{os.path.relpath(INSTANCES, ROOT)} is not here: nothing to solve.")
    known, rows, means = best_known(), [], {}
    only = os.environ.get("BENCH_ONLY", "")
    for pattern, seconds, limit in tasks:
        for path in sorted(glob.glob(os.path.join(INSTANCES, pattern + ("" if pattern.endswith("*")
                                                                        else ".txt")))):
            name = os.path.relpath(path, INSTANCES).rsplit(".", 1)[0]
            if only not in name or (name not in known and type(limit) is float and limit < 1):
                continue
            instance = Instance(path)
            # Minutes for each seed: fewer of them, and the table says how many.
            seeds = SEEDS if seconds <= 20 else max(1, SEEDS * 20 // (seconds * 4))
            answers = [solved(instance, seconds, seed, folder) for seed in range(1, seeds + 1)]
            row = row_of(name, seconds, limit, known.get(name), answers)
            if name == "schools/england_21975":
                memory = max(answer["memory_mib"] for answer in answers)
                row = row._replace(ours=row.ours + f"; {memory:.0f} MiB at most (limit 300)")
            say(f"{name}: {row.ours}; {row.met}")
            rows.append(row)
            means[name] = statistics.mean(answer["objective"] for answer in answers)
    return rows, means


def measure_schools(_, folder):
    rows, means = instance_rows(SCHOOLS, folder)
    return rows + gap_rows(folder) + peer_rows(means, folder)


def measure_published(_, folder):
    return instance_rows(PUBLISHED, folder)[0]
