"""A second opinion on traffic: containers simulated event by event, written from the rules alone, clear rather than fast.

Reads one JSON object on standard input and writes one on standard output; needs Python's standard library only.
Times are seconds, rates are per second. Options, with their defaults:

    seed 0, days 30 (or length, in seconds), warmup 0 (seconds that pass before counting begins)
    window 60, min 0, max null (none), buffer 0, concurrency 1, single_use false, startup 0
    reuse    "recent" | "oldest" | "random": which idle container serves the next input
    service  {"law": "fixed" | "exponential" | "gamma", "mean": 1, "cv": 1}
    arrivals {"kind": "poisson", "rate"}
             {"kind": "groups", "rate", "size"}            inputs come `size` at once
             {"kind": "gaps", "rate", "cv"}                renewal gaps, hyperexponential with balanced means
             {"kind": "bursts", "rate", "bursts_per_day", "minutes", "share": 1}
                                                           the share in bursts that begin at random times, the rest evenly
             {"kind": "on_off", "rate", "minutes", "factor"}  exponential bursts at factor × the mean rate, nothing between
             {"kind": "hourly", "rate", "hourly": [24 weights], "weekly": [7 weights, Monday first]}
             {"kind": "cron", "line", "first_weekday": 0}  days of a month are not looked at, Monday is 0
             {"kind": "list", "inputs": [[arrival, duration or null], …]}
           each kind but the list takes "size" too: so many inputs at each arrival, always or, with "sizes": "geometric",
           on average
    readings {"live": "all" | "ready", "buffer": "busy" | "always", "overdue": "stops" | "waits again"}:
             the rules that may be read in two ways. Whether those that start count as live when one would stop; whether the
             buffer is kept while nothing is in progress; whether one that was idle for the window but had to stay stops as
             soon as it may, or waits for another window.

Answers: seconds in all containers (live = active + idle + startup), means per second of them, starts, inputs, shares of
inputs that are cold by four definitions, waits, the most containers at once.
"""

import heapq
import json
import math
import random
import sys
from collections import deque

DAY = 86_400.0

# What happens at one instant happens in this order: a release comes before the end of a window, which comes before
# an arrival. So a gap of exactly the window is cold.
RELEASE, READY, EXPIRY, ARRIVAL = range(4)


# ---- Traffic -------------------------------------------------------------------------------------------------------


def poisson_times(rng, rate, begin, end):
    """Random times at an even rate, in order."""
    at = begin
    while rate > 0:
        at += rng.expovariate(rate)
        if at >= end:
            return
        yield at


def hyperexponential_gap(rng, mean, cv):
    """A gap with this mean and coefficient of variation of at least 1: two phases, each with half of the time."""
    p = (1 + math.sqrt((cv * cv - 1) / (cv * cv + 1))) / 2
    branch = p if rng.random() < p else 1 - p
    return rng.expovariate(2 * branch / mean)


def gap_times(rng, rate, cv, end):
    at = 0.0
    while True:
        at += hyperexponential_gap(rng, 1 / rate, cv)
        if at >= end:
            return
        yield at


def burst_times(rng, spec, end):
    share = spec.get("share", 1)
    length = spec["minutes"] * 60
    bursts_per_second = spec["bursts_per_day"] / DAY
    inside = spec["rate"] * share / (bursts_per_second * length)
    times = list(poisson_times(rng, spec["rate"] * (1 - share), 0, end))
    # A burst that began before the beginning reaches into it.
    for begin in poisson_times(rng, bursts_per_second, -length, end):
        times += [at for at in poisson_times(rng, inside, begin, begin + length) if 0 <= at < end]
    return sorted(times)


def on_off_times(rng, spec, end):
    on = spec["minutes"] * 60
    off = on * (spec["factor"] - 1)
    at, is_on = 0.0, rng.random() < 1 / spec["factor"]
    while at < end:
        stop = at + rng.expovariate(1 / (on if is_on else off))
        if is_on:
            yield from poisson_times(rng, spec["rate"] * spec["factor"], at, min(stop, end))
        at, is_on = stop, not is_on


def shaped_times(rng, spec, end):
    """Thinning: candidates at the highest rate, kept by the weight of their hour."""
    hourly, weekly = spec.get("hourly", [1] * 24), spec.get("weekly", [1] * 7)
    mean = sum(hourly) / 24 * sum(weekly) / 7
    highest = max(hourly) * max(weekly)
    for at in poisson_times(rng, spec["rate"] * highest / mean, 0, end):
        weight = hourly[int(at % DAY // 3600)] * weekly[int(at // DAY % 7)]
        if rng.random() * highest < weight:
            yield at


def cron_values(field, low, high):
    values = set()
    for part in field.split(","):
        part, _, step = part.partition("/")
        first, _, last = part.partition("-")
        if first == "*":
            first, last = low, high
        values |= set(range(int(first), int(last or first) + 1, int(step or 1)))
    return values


def cron_times(spec, end):
    minute, hour, _, _, weekday = spec["line"].split()
    minutes, hours = cron_values(minute, 0, 59), cron_values(hour, 0, 23)
    weekdays = {(day - 1) % 7 for day in cron_values(weekday, 0, 6)}
    for day in range(math.ceil(end / DAY)):
        if (day + spec.get("first_weekday", 0)) % 7 in weekdays:
            for h in sorted(hours):
                for m in sorted(minutes):
                    at = day * DAY + h * 3600 + m * 60
                    if at < end:
                        yield at


def arrival_times(rng, spec, end):
    kind, size = spec["kind"], spec.get("size", 1)
    spec = {**spec, "rate": spec.get("rate", 0) / size}
    if kind in ("poisson", "groups"):
        times = poisson_times(rng, spec["rate"], 0, end)
    elif kind == "gaps":
        times = gap_times(rng, spec["rate"], spec["cv"], end)
    elif kind == "bursts":
        times = burst_times(rng, spec, end)
    elif kind == "on_off":
        times = on_off_times(rng, spec, end)
    elif kind == "hourly":
        times = shaped_times(rng, spec, end)
    elif kind == "cron":
        times = cron_times(spec, end)
    else:
        raise SystemExit(f"unknown arrivals: {kind}")
    for at in times:
        for _ in range(geometric(rng, size) if spec.get("sizes") == "geometric" else size):
            yield at


def geometric(rng, mean):
    """A whole number of at least 1 with this mean, as likely to end after each."""
    return 1 if mean == 1 else 1 + int(math.log(1 - rng.random()) / math.log(1 - 1 / mean))


def service_time(rng, law):
    mean = law["mean"]
    if law["law"] == "fixed" or (law["law"] == "gamma" and law["cv"] == 0):
        return mean
    if law["law"] == "exponential":
        return rng.expovariate(1 / mean)
    shape = 1 / law["cv"] ** 2
    return rng.gammavariate(shape, mean / shape)


def inputs(rng, options, end):
    """Pairs of arrival and duration, in order."""
    law = options.get("service", {"law": "fixed", "mean": 1})
    spec = options["arrivals"]
    if spec["kind"] == "list":
        for at, duration in sorted(spec["inputs"], key=lambda pair: pair[0]):
            if at < end:
                yield at, service_time(rng, law) if duration is None else duration
    else:
        for at in arrival_times(rng, spec, end):
            yield at, service_time(rng, law)


# ---- The pool ------------------------------------------------------------------------------------------------------


class Container:
    def __init__(self):
        self.gone = False
        self.running = 0
        self.idle_since = None  # None while it starts or serves.


class Pool:
    """The containers of one function, and the inputs that wait for them.

    An input goes to a free slot of a live container. Else it waits, and containers are started while the slots of those
    that start are fewer than the inputs that wait, up to the maximum. Whatever frees or starts first serves the queue. A
    container that has been idle for the window stops while more than max(min, busy + buffer) live. The floor lives always.
    """

    def __init__(self, options, rng):
        self.rng = rng
        self.window = options.get("window", 60)
        self.min = options.get("min", 0)
        self.max = math.inf if options.get("max") is None else options["max"]
        self.buffer = options.get("buffer", 0)
        self.slots = 1 if options.get("single_use") else options.get("concurrency", 1)
        self.single_use = options.get("single_use", False)
        self.startup = options.get("startup", 0)
        self.reuse = options.get("reuse", "recent")
        readings = options.get("readings", {})
        self.live_is_ready = readings.get("live", "all") == "ready"
        self.buffer_always = readings.get("buffer", "busy") == "always"
        self.waits_again = readings.get("overdue", "stops") == "waits again"

        self.events = []
        self.order = 0
        self.queue = deque()
        self.idle = []  # The longest idle first.
        self.partly = []  # Busy, with a free slot.
        self.ready = self.starting = 0
        self.counting_from = options.get("warmup", 0)
        self.now = 0.0
        self.seconds = {"active": 0.0, "idle": 0.0, "startup": 0.0}
        self.starts = self.starts_for_inputs = self.inputs = self.found_no_slot = self.served_by_start = 0
        self.most = 0
        self.waits = []
        for _ in range(self.min):
            self.ready += 1
            self.become_idle(Container())

    # -- Time

    def at(self, time, kind, what):
        self.order += 1
        heapq.heappush(self.events, (time, kind, self.order, what))

    def advance(self, time):
        counted = time - max(self.now, self.counting_from)
        if counted > 0:
            self.seconds["active"] += counted * self.busy
            self.seconds["idle"] += counted * (self.ready - self.busy)
            self.seconds["startup"] += counted * self.starting
        self.now = time

    @property
    def busy(self):
        return self.ready - len(self.idle)

    @property
    def counts(self):
        return self.now >= self.counting_from

    # -- What happens

    def run(self, stream, end):
        following = next(stream, None)
        if following:
            self.at(following[0], ARRIVAL, following[1])
        while self.events and self.events[0][0] < end:
            time, kind, _, what = heapq.heappop(self.events)
            self.advance(time)
            if kind == ARRIVAL:
                following = next(stream, None)
                if following:
                    self.at(following[0], ARRIVAL, following[1])
                self.arrival(what)
            elif kind == RELEASE:
                self.release(what)
            elif kind == READY:
                self.become_ready(what)
            else:
                self.expiry(*what)
            self.start_needed()
            if not self.waits_again:
                self.stop_overdue()
            if self.counts:
                self.most = max(self.most, self.ready + self.starting)
        self.advance(end)

    def arrival(self, duration):
        if self.counts:
            self.inputs += 1
        container = self.free_container()
        if container is None:
            if self.counts:
                self.found_no_slot += 1
            self.queue.append((self.now, duration))
        else:
            self.serve(container, self.now, duration)

    def release(self, container):
        container.running -= 1
        if self.single_use:
            self.ready -= 1
            container.gone = True
            return
        self.note_free_slots(container)
        if self.queue:
            self.serve(container, *self.queue.popleft())
        elif container.running == 0:
            self.become_idle(container)

    def become_ready(self, container):
        self.starting -= 1
        self.ready += 1
        while self.queue and container.running < self.slots:
            arrived, duration = self.queue.popleft()
            if arrived >= self.counting_from:
                self.served_by_start += 1
            self.serve(container, arrived, duration)
        if container.running == 0:
            self.become_idle(container)

    def expiry(self, container, idle_since):
        """The end of a window; nothing if the container has served since."""
        if container.gone or container.idle_since != idle_since or container.running:
            return
        if self.waits_again:
            if self.may_stop():
                self.stop(container)
            else:
                self.at(self.now + self.window, EXPIRY, (container, idle_since))

    # -- Which container

    def free_container(self):
        """The fullest one with a free slot, else an idle one in the order of reuse."""
        if self.partly:
            return max(self.partly, key=lambda each: each.running)
        if not self.idle:
            return None
        if self.reuse == "recent":
            return self.idle[-1]
        if self.reuse == "oldest":
            return self.idle[0]
        return self.rng.choice(self.idle)

    def serve(self, container, arrived, duration):
        if arrived >= self.counting_from:
            self.waits.append(self.now - arrived)
        if container.idle_since is not None:
            self.idle.remove(container)
            container.idle_since = None
        container.running += 1
        self.note_free_slots(container)
        self.at(self.now + duration, RELEASE, container)

    def note_free_slots(self, container):
        """Keeps `partly` right for a container whose inputs changed in number."""
        if container in self.partly:
            self.partly.remove(container)
        if 0 < container.running < self.slots:
            self.partly.append(container)

    def become_idle(self, container):
        container.idle_since = self.now
        self.idle.append(container)
        self.at(self.now + self.window, EXPIRY, (container, self.now))

    # -- How many containers

    def wanted(self):
        """Containers that the rules keep: max(min, busy + those that the queue needs + buffer), up to the maximum."""
        working = self.working()
        buffer = self.buffer if self.buffer_always or working else 0
        return min(self.max, max(self.min, working + buffer))

    def working(self):
        """Containers that serve, and those that the queue needs."""
        return self.busy + math.ceil(len(self.queue) / self.slots)

    def start_needed(self):
        while self.ready + self.starting < self.wanted():
            self.start()

    def start(self):
        self.starting += 1
        if self.counts:
            self.starts += 1
            self.starts_for_inputs += self.ready + self.starting <= self.working()
        self.at(self.now + self.startup, READY, Container())

    def may_stop(self):
        live = self.ready if self.live_is_ready else self.ready + self.starting
        return live > self.wanted()

    def stop_overdue(self):
        while self.idle and self.now >= self.idle[0].idle_since + self.window and self.may_stop():
            self.stop(self.idle[0])

    def stop(self, container):
        self.idle.remove(container)
        self.ready -= 1
        container.gone = True


# ---- Answers -------------------------------------------------------------------------------------------------------


def percentile(ordered, share):
    """The smallest value that at least this share of the values do not exceed."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0


def simulate(options):
    rng = random.Random(options.get("seed", 0))
    end = options.get("length", options.get("days", 30) * DAY)
    pool = Pool(options, rng)
    pool.run(inputs(rng, options, end), end)
    counted = end - pool.counting_from
    waits = sorted(pool.waits)
    live = sum(pool.seconds.values())
    share = lambda count: count / pool.inputs if pool.inputs else 0.0
    return {
        "length": counted,
        "inputs": pool.inputs,
        "starts": pool.starts,
        "seconds": {"live": live, **pool.seconds},
        "containers": live / counted,
        "most_containers": pool.most,
        "cold": {
            "starts_for_inputs": share(pool.starts_for_inputs),
            "found_no_slot": share(pool.found_no_slot),
            "served_by_start": share(pool.served_by_start),
            "starts": share(pool.starts),
        },
        "wait": {
            "mean": math.fsum(waits) / len(waits) if waits else 0.0,
            "p50": percentile(waits, 0.5),
            "p95": percentile(waits, 0.95),
            "p99": percentile(waits, 0.99),
        },
    }


if __name__ == "__main__":
    json.dump(simulate(json.load(sys.stdin)), sys.stdout, indent=1)
    print()
