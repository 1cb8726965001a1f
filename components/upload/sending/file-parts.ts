/** A file as the parts it is sent in, numbered from 1. Arithmetic only: nothing of the file is read here. */
export interface PartPlan {
  sizeBytes: number;
  partSizeBytes: number;
}

export function partCount({ sizeBytes, partSizeBytes }: PartPlan): number {
  return Math.ceil(sizeBytes / partSizeBytes);
}

/** The bytes of a part, from `start` up to and without `end`. */
export function partRange(
  { sizeBytes, partSizeBytes }: PartPlan,
  number: number,
): { start: number; end: number } {
  const start = (number - 1) * partSizeBytes;
  return { start, end: Math.min(start + partSizeBytes, sizeBytes) };
}

/** The numbers of the parts that are not among `arrived`, in the order of the file. */
export function missingParts(plan: PartPlan, arrived: { has: (number: number) => boolean }): number[] {
  const count = partCount(plan);
  const missing: number[] = [];
  for (let number = 1; number <= count; number += 1) {
    if (!arrived.has(number)) missing.push(number);
  }
  return missing;
}

/** Those of the listed parts that have arrived whole; a part of another size is as good as none. */
export function wholeParts(plan: PartPlan, listed: ReadonlyMap<number, number>): Map<number, number> {
  return new Map(
    [...listed].filter(([number, bytes]) => {
      const { start, end } = partRange(plan, number);
      return end - start === bytes;
    }),
  );
}
