/**
 * A column's label as it is compared: a header written by hand or by another program differs in case and
 * spaces (`Device ID ` for `device_id`), and that alone must not stop a file.
 */
export function comparableLabel(label: string): string {
  return label.normalize('NFC').trim().toLowerCase().replaceAll(/\s+/g, '_');
}
