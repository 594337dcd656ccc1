/** Sign in with e-mail address and password; leads back to the page that was asked for. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { userClient } from '../../api/client';
import { ApiError } from '../../api/problem';
import { problemText } from '../../api/problemText';
import { meQuery } from '../../api/queries';
import { useSave } from '../../kit/useSave';
import { one } from '../../kit/search';
import { t } from '../../i18n';
import { Button, Field, Form, Input, Notice } from '../../ui';
import { Card, formClass } from './Card';
import { PasswordInput } from './PasswordInput';
import { ownPath } from './ownPath';
import { usePageTitle } from '../../kit/pageTitle';

/** Signed in, and the browser did not keep it. */
class NotKept extends Error {}

const isNobody = (error: unknown) => error instanceof ApiError && error.code === 'unauthenticated';

function refusal(error: unknown): string {
  if (error instanceof NotKept) return t('people.signIn.noCookies');
  return isNobody(error) ? t('people.signIn.wrong') : problemText(error);
}

export function SignInPage() {
  usePageTitle(t('people.signIn.title'));
  const cache = useQueryClient();
  const navigate = useNavigate();
  const then = ownPath(one(useSearch({ strict: false }), 'to'));
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useSave(
    async () => {
      await userClient.post('/auth/login', { email: email.trim(), password });
      // Nothing that somebody else saw in this browser may be shown to this caller.
      cache.clear();
      // A browser that keeps no cookies would lead back here without a word.
      await cache.fetchQuery(meQuery).catch((error: unknown) => {
        throw isNobody(error) ? new NotKept() : error;
      });
      await navigate({ to: then, replace: true });
    },
    { onFailed: () => setPassword('') },
  );
  return (
    <Card title={t('people.signIn.title')} intro={then === '/' ? undefined : t('people.signIn.then')}>
      <Form className={formClass} onSubmit={() => signIn.send()}>
        {signIn.error !== null && <Notice tone="bad">{refusal(signIn.error)}</Notice>}
        <Field label={t('people.signIn.email')}>
          {(control) => (
            <Input
              {...control}
              type="email"
              name="email"
              autoComplete="username"
              autoFocus
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('people.signIn.password')}>
          {(control) => (
            <PasswordInput
              {...control}
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" busy={signIn.busy}>
          {t('people.signIn.submit')}
        </Button>
      </Form>
    </Card>
  );
}
