"""Python's csv.DictReader as a contender: what most tutorials for importing CSV show, written with care."""

import csv
import json
import os
import re
import resource
import shutil
import sys
import time
from datetime import datetime

COLUMNS = ["timestamp", "device_id", "value", "unit", "anomaly_score"]
DEVICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*")
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def reason_to_refuse(row):
    """Says why a row cannot be taken, or None. DictReader files missing cells as None and surplus ones under None."""
    if None in row or row["anomaly_score"] is None:
        return "has another number of cells"
    try:
        datetime.fromisoformat(row["timestamp"])
    except ValueError:
        return "timestamp is no date and time"
    if not DEVICE.fullmatch(row["device_id"]):
        return "device_id is missing or malformed"
    if not NUMBER.fullmatch(row["value"]):
        return "value is no number"
    if not NUMBER.fullmatch(row["anomaly_score"]):
        return "anomaly_score is no number"
    if not 0 <= float(row["anomaly_score"]) <= 1:
        return "anomaly_score is not between 0 and 1"
    return None


def import_readings(source, out_dir):
    """Checks, routes, adds up and writes the readings; returns the counts."""
    counts = {"received": 0, "accepted": 0, "anomalous": 0, "rejected": 0}
    aggregates = {}

    def output(name):
        return open(os.path.join(out_dir, name), "w", newline="", encoding="utf-8")

    with open(source, newline="", encoding="utf-8-sig") as file, output("accepted.csv") as accepted_file, output(
        "anomalies.csv"
    ) as anomalies_file, output("rejects.csv") as rejects_file:
        accepted, anomalies, rejects = map(csv.writer, (accepted_file, anomalies_file, rejects_file))
        accepted.writerow([*COLUMNS, "_line"])
        anomalies.writerow([*COLUMNS, "_line"])
        rejects.writerow(["line", "reason", "raw"])
        reader = csv.DictReader(file)
        for row in reader:
            counts["received"] += 1
            reason = reason_to_refuse(row)
            if reason is not None:
                counts["rejected"] += 1
                rejects.writerow([reader.line_num, reason, ",".join(str(cell) for cell in row.values() if cell)])
                continue
            value = float(row["value"])
            anomalous = float(row["anomaly_score"]) > 0.5
            counts["anomalous" if anomalous else "accepted"] += 1
            (anomalies if anomalous else accepted).writerow([*row.values(), reader.line_num])
            add_up(aggregates, row["device_id"], value, anomalous)
    with output("aggregates.csv") as file:
        writer = csv.writer(file)
        writer.writerow(["device_id", "readings", "average", "minimum", "maximum", "anomalous"])
        for device, (readings, total, minimum, maximum, flagged) in sorted(aggregates.items()):
            writer.writerow([device, readings, total / readings, minimum, maximum, flagged])
    return counts


def add_up(aggregates, device, value, anomalous):
    aggregate = aggregates.get(device)
    if aggregate is None:
        aggregates[device] = [1, value, value, value, int(anomalous)]
        return
    aggregate[0] += 1
    aggregate[1] += value
    if value < aggregate[2]:
        aggregate[2] = value
    if value > aggregate[3]:
        aggregate[3] = value
    aggregate[4] += anomalous


def peak_memory_mb():
    """Linux hands the peak of the parent process down to ru_maxrss; VmHWM is the process's own."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return int(re.search(r"VmHWM:\s*(\d+) kB", status.read())[1]) / 1024
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main():
    warm_up, source, out_dir = sys.argv[1:]
    warm_up_dir = os.path.join(out_dir, "warm-up")
    os.mkdir(warm_up_dir)
    import_readings(warm_up, warm_up_dir)
    cold_ms = time.time() * 1000 - float(os.environ["BENCH_SPAWNED_AT"])
    shutil.rmtree(warm_up_dir)
    started, cpu_started = time.perf_counter(), time.process_time()
    counts = import_readings(source, out_dir)
    measured = {
        "coldMs": cold_ms,
        "ms": (time.perf_counter() - started) * 1000,
        "cpuMs": (time.process_time() - cpu_started) * 1000,
        "memoryMb": peak_memory_mb(),
    }
    print(json.dumps({**measured, "counts": counts}))


if __name__ == "__main__":
    main()
