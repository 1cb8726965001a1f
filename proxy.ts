/**
 * What every request for a page passes: the session guard and the content security policy. A visitor without a
 * valid session gets no page, only the way to the sign-in page; an expired session goes the same way, is
 * renewed there without a question and comes back.
 */
import { NextResponse, type NextRequest } from 'next/server';
import { contentSecurityPolicy } from './lib/content-security-policy';
import { readOutputs } from './lib/outputs';
import { paths } from './lib/paths';
import { identify } from './lib/session';

export const config = {
  matcher: ['/((?!_next/static|_next/image|api/health|icon.svg|favicon.ico|robots.txt).*)'],
};

export async function proxy(request: NextRequest): Promise<NextResponse> {
  const outputs = readOutputs();
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const policy = contentSecurityPolicy(nonce, outputs, process.env.NODE_ENV === 'development');
  const respond = (response: NextResponse) => {
    response.headers.set('Content-Security-Policy', policy);
    return response;
  };
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // Next.js reads the nonce for its own scripts from the request's policy.
  headers.set('Content-Security-Policy', policy);

  const { pathname, search } = request.nextUrl;
  if (!outputs) {
    const isThere = pathname === paths.setup;
    return respond(
      isThere
        ? NextResponse.next({ request: { headers } })
        : NextResponse.redirect(sameOrigin(request, paths.setup)),
    );
  }
  if (pathname === paths.signIn()) return respond(NextResponse.next({ request: { headers } }));

  const { session } = await identify((name) => request.cookies.get(name)?.value, outputs);
  if (!session) {
    return respond(NextResponse.redirect(sameOrigin(request, paths.signIn(pathname + search))));
  }
  return respond(NextResponse.next({ request: { headers } }));
}

/** A path on the host that the browser asked for: the server's own idea of its host may be another. */
function sameOrigin(request: NextRequest, path: string): URL {
  const target = request.nextUrl.clone();
  const { pathname, search } = new URL(path, target);
  target.pathname = pathname;
  target.search = search;
  return target;
}
