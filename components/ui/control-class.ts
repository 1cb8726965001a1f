/** The looks of everything one types or chooses in. 16 px on a phone keeps the browser from zooming in. */
export const CONTROL_CLASS =
  'h-9 rounded-md border border-line-strong bg-surface px-2.5 text-lg text-ink sm:text-base ' +
  'placeholder:text-faint hover:border-faint disabled:cursor-not-allowed disabled:bg-sunken disabled:text-faint ' +
  'aria-invalid:border-bad';
