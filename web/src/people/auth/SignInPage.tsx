/** Sign in with e-mail address and password; leads back to the page that was asked for. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { userClient } from '../../api/client';
import { ApiError } from '../../api/problem';
import { problemText } from '../../api/problemText';
import { one } from '../../kit/search';
import { t } from '../../i18n';
import { Button, Field, Input, Notice } from '../../ui';
import { Card, formClass } from './Card';
import { PasswordInput } from './PasswordInput';
import { ownPath } from './ownPath';
import { usePageTitle } from '../../kit/pageTitle';

export function SignInPage() {
  usePageTitle(t('app.signIn.title'));
  const cache = useQueryClient();
  const navigate = useNavigate();
  const then = ownPath(one(useSearch({ strict: false }), 'to'));
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await userClient.post('/auth/login', { email: email.trim(), password });
      // Nothing that somebody else saw in this browser may be shown to this caller.
      cache.clear();
      await navigate({ to: then, replace: true });
    } catch (error) {
      setFailure(error);
      setPassword('');
    } finally {
      setBusy(false);
    }
  };
  const wrong = failure instanceof ApiError && failure.code === 'unauthenticated';
  return (
    <Card title={t('app.signIn.title')} intro={then === '/' ? undefined : t('app.signIn.then')}>
      <form className={formClass} onSubmit={(event) => void submit(event)}>
        {failure !== null && (
          <Notice tone="bad">{wrong ? t('app.signIn.wrong') : problemText(failure)}</Notice>
        )}
        <Field label={t('app.signIn.email')}>
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
        <Field label={t('app.signIn.password')}>
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
        <Button type="submit" variant="primary" busy={busy}>
          {t('app.signIn.submit')}
        </Button>
      </form>
    </Card>
  );
}
