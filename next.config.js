import packageJson from './package.json' with { type: 'json' };

/**
 * One build serves the cloud and the laptop: what differs between them is in amplify_outputs.json, which the
 * server reads while it runs (see lib/outputs.ts). Content security and the session are set in proxy.ts.
 * @type {import('next').NextConfig}
 */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run typecheck` is the gate, over the whole repository; a start does not wait for it a second time.
  typescript: { ignoreBuildErrors: true },
  env: { LAKEPORT_VERSION: packageJson.version },
  // The dev server refuses hot reload from hosts it does not know; `npm run dev` prints this address.
  allowedDevOrigins: ['127.0.0.1'],
  outputFileTracingIncludes: { '/**': ['./amplify_outputs.json'] },
  // The backend, the laptop AWS and the native DuckDB binding are no part of the web server.
  outputFileTracingExcludes: {
    '/**': ['./amplify/**', './local/**', './.lakeport/**', './node_modules/@duckdb/**'],
  },
  // Browsers ask for it on their own, whatever icon a page names.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'X-Frame-Options', value: 'DENY' },
        { key: 'Referrer-Policy', value: 'same-origin' },
        { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=()' },
        { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
      ],
    },
  ],
};

export default nextConfig;
