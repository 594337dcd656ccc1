/** How the site signs: a JWT (HS256) for one reader, for five minutes, for one use. */
import { createHmac, randomUUID } from 'node:crypto';

export function vitrineToken({ kid, secret }, reader) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = [
    part({ alg: 'HS256', typ: 'JWT', kid }),
    part({
      sub: reader.id,
      exp: Math.floor(Date.now() / 1000) + (reader.seconds ?? 300),
      jti: randomUUID(),
      attributes: { airport: reader.airport },
    }),
  ].join('.');
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}
