/**
 * What somebody who builds a site pastes: two lines for the page, and a token signed on the site's own server. The same
 * code stands in docs/embedding.md, and the tests run it. It is code, not words: the same in every language.
 */
export const languages = ['html', 'node', 'python', 'go'] as const;
export type SnippetLanguage = (typeof languages)[number];

export interface SnippetFacts {
  /** The server's address as browsers see it, without a slash at its end. */
  readonly server: string;
  readonly share: string;
  /** The key to sign with. */
  readonly kid: string;
  /** Attributes that the share's row rules read. */
  readonly attributes: readonly string[];
}

const html = ({ server, share }: SnippetFacts) => `<script src="${server}/embed.js" async></script>
<vitrine-dashboard share="${share}" token-provider="/vitrine-token"></vitrine-dashboard>
`;

const node = ({ kid, attributes }: SnippetFacts) => `import { createHmac, randomUUID } from 'node:crypto';

const secret = process.env.VITRINE_EMBED_SECRET;

export function vitrineToken(reader) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = [
    part({ alg: 'HS256', typ: 'JWT', kid: '${kid}' }),
    part({
      sub: reader.id,
      exp: Math.floor(Date.now() / 1000) + 300,
      jti: randomUUID(),${attributes.length === 0 ? '' : `\n      attributes: { ${attributes.map((name) => `${name}: reader.${name}`).join(', ')} },`}
    }),
  ].join('.');
  return \`\${text}.\${createHmac('sha256', secret).update(text).digest('base64url')}\`;
}
`;

const python = ({ kid, attributes }: SnippetFacts) => `import base64, hashlib, hmac, json, os, time, uuid

SECRET = os.environ["VITRINE_EMBED_SECRET"].encode()


def vitrine_token(reader):
    def part(raw):
        return base64.urlsafe_b64encode(raw).rstrip(b"=")

    header = {"alg": "HS256", "typ": "JWT", "kid": "${kid}"}
    claims = {
        "sub": reader["id"],
        "exp": int(time.time()) + 300,
        "jti": str(uuid.uuid4()),${attributes.length === 0 ? '' : `\n        "attributes": {${attributes.map((name) => `"${name}": reader["${name}"]`).join(', ')}},`}
    }
    text = b".".join(part(json.dumps(value).encode()) for value in (header, claims))
    return (text + b"." + part(hmac.new(SECRET, text, hashlib.sha256).digest())).decode()
`;

const go = ({ kid, attributes }: SnippetFacts) => `package site

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"os"
	"time"
)

func VitrineToken(id string${attributes.map((name) => `, ${name} string`).join('')}) (string, error) {
	part := base64.RawURLEncoding.EncodeToString
	header, err := json.Marshal(map[string]string{"alg": "HS256", "typ": "JWT", "kid": "${kid}"})
	if err != nil {
		return "", err
	}
	claims, err := json.Marshal(map[string]any{
		"sub": id,
		"exp": time.Now().Unix() + 300,
		"jti": rand.Text(),${attributes.length === 0 ? '' : `\n\t\t"attributes": map[string]string{${attributes.map((name) => `"${name}": ${name}`).join(', ')}},`}
	})
	if err != nil {
		return "", err
	}
	text := part(header) + "." + part(claims)
	mac := hmac.New(sha256.New, []byte(os.Getenv("VITRINE_EMBED_SECRET")))
	mac.Write([]byte(text))
	return text + "." + part(mac.Sum(nil)), nil
}
`;

const all: Record<SnippetLanguage, (facts: SnippetFacts) => string> = { html, node, python, go };

export function snippet(language: SnippetLanguage, facts: SnippetFacts): string {
  return all[language](facts);
}
