/**
 * Who may talk to the loopback server. A link with a token opens it once; the token stands in the link's fragment, which
 * browsers send nowhere, and is exchanged for a cookie that no page can read and no other site can use.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';

const TOKEN_BYTES = 32;
const COOKIE = 'vedette_session';

export interface Sessions {
  /** A new token, good for one exchange. */
  newToken(): string;
  /** The `Set-Cookie` value for a token; null for one that is wrong or was used. */
  exchange(token: string): string | null;
  /** Whether the `Cookie` header of a request names a session. */
  isKnown(cookies: string | undefined): boolean;
}

export function createSessions(): Sessions {
  let tokens: readonly string[] = [];
  const sessions = new Set<string>();
  return {
    newToken: () => {
      const token = secret();
      tokens = [...tokens, token];
      return token;
    },
    exchange: (given) => {
      const token = tokens.find((one) => isSame(one, given));
      if (token === undefined) return null;
      tokens = tokens.filter((one) => one !== token);
      const session = secret();
      sessions.add(session);
      return `${COOKIE}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
    isKnown: (cookies = '') =>
      cookies
        .split(';')
        .map((cookie) => cookie.trim())
        .some((cookie) => cookie.startsWith(`${COOKIE}=`) && sessions.has(cookie.slice(COOKIE.length + 1))),
  };
}

function secret(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
