/** What an upload waits for before it goes on by itself. */
export type UploadHold = 'offline' | 'signed-out' | 'no-answer';

/** The world around an upload, as far as it has to wait for it. The signal ends every wait. */
export interface Surroundings {
  isOnline: () => boolean;
  untilOnline: (signal: AbortSignal) => Promise<void>;
  /** Renews the session, and where that is not possible waits until somebody has signed in again. */
  untilSignedIn: (signal: AbortSignal) => Promise<void>;
  delay: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** The gravest first: one thing is said for all parts of a file. */
const BY_WEIGHT: readonly UploadHold[] = ['signed-out', 'offline', 'no-answer'];

/** The holds of the calls that are under way for one file; calls come and go side by side. */
export class HoldBoard {
  private readonly holds = new Map<object, UploadHold>();

  constructor(private readonly onChange: () => void) {}

  set(call: object, hold: UploadHold | null): void {
    if ((this.holds.get(call) ?? null) === hold) return;
    if (hold) this.holds.set(call, hold);
    else this.holds.delete(call);
    this.onChange();
  }

  clear(): void {
    this.holds.clear();
  }

  get current(): UploadHold | null {
    const held = new Set(this.holds.values());
    return BY_WEIGHT.find((hold) => held.has(hold)) ?? null;
  }
}
