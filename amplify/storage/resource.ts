import { defineStorage } from '@aws-amplify/backend';

/** The lake's one bucket. Nobody reaches it from a browser but by a presigned URL; see `configureStorage`. */
export const storage = defineStorage({ name: 'lake', versioned: true });
