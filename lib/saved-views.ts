/** Limits of saved views, which the API and the portal share. */
export const VIEW_TITLE_MAX = 80;
export const VIEW_QUERY_BYTES_MAX = 8 * 1024;
export const VIEWS_PER_DATASET_MAX = 200;
