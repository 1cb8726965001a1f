/** The file that a new dataset is to be made from, on its way to the page that makes it. */
let waiting: File | null = null;

export const wizardFile = {
  put(file: File): void {
    waiting = file;
  },
  /** Gives the file, once. */
  take(): File | null {
    const file = waiting;
    waiting = null;
    return file;
  },
};
