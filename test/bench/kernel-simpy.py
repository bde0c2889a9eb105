"""The kernel bench's loops in SimPy 3 or 4: the one that is named, as a JSON object. Fails, and is left out, where there is none."""
import json
import random
import sys
import time

import simpy


def report(bench, per_s):
    print(json.dumps({"bench": bench, "engine": "SimPy", "perS": round(per_s)}))


def hold(pending, holds):
    env = simpy.Environment()
    gap = random.Random(1).expovariate

    def again():
        while True:
            yield env.timeout(gap(1))

    for _ in range(pending):
        env.process(again())
    for _ in range(2 * pending):
        env.step()
    begin = time.process_time()
    for _ in range(holds):
        env.step()
    return holds / (time.process_time() - begin)


def queue(servers, customers):
    env = simpy.Environment()
    draw = random.Random(1).expovariate
    desk = simpy.Resource(env, capacity=servers)

    def customer():
        with desk.request() as request:
            yield request
            yield env.timeout(draw(1))

    def source():
        for _ in range(customers):
            yield env.timeout(draw(0.9 * servers))
            env.process(customer())

    env.process(source())
    begin = time.process_time()
    env.run()
    return customers / (time.process_time() - begin)


LOOPS = {
    "hold 1000": lambda: hold(1000, 200_000),
    "M/M/1": lambda: queue(1, 100_000),
    "M/M/8": lambda: queue(8, 100_000),
}
report(sys.argv[1], LOOPS[sys.argv[1]]())
