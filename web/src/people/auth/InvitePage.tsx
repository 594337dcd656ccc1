/** The page behind an invitation: says for whom it is, takes a password, and signs in. Unknown, used and expired look alike. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { userClient } from '../../api/client';
import { ApiError } from '../../api/problem';
import type { Invitation } from '../../api/peopleTypes';
import { usePageTitle } from '../../kit/pageTitle';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n';
import { useSave } from '../../kit/useSave';
import { Button, buttonClass, Field, Form, Notice } from '../../ui';
import { Card, formClass } from './Card';
import { PasswordInput } from './PasswordInput';

export function InvitePage() {
  const { secret } = useParams({ strict: false }) as { secret: string };
  const asked = useQuery({
    queryKey: ['invitation', secret],
    queryFn: ({ signal }) =>
      userClient.get<Invitation>(`/invitations/${encodeURIComponent(secret)}`, { signal }),
    retry: false,
    // Once it was used it is gone: asking again on focus would take the form away under the reader's hands.
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  usePageTitle(t('app.product'));
  if (asked.isPending) return null;
  if (asked.data) return <Redeem secret={secret} invitation={asked.data} />;
  const gone = asked.error instanceof ApiError && asked.error.code === 'not_found';
  return (
    <Card
      title={t('people.invite.gone')}
      intro={gone ? t('people.invite.goneHint') : problemText(asked.error)}
    >
      <div className={formClass}>
        {!gone && <Button onClick={() => void asked.refetch()}>{t('app.tryAgain')}</Button>}
        <Link to="/signin" className={buttonClass('primary')}>
          {t('people.signIn.title')}
        </Link>
      </div>
    </Card>
  );
}

function Redeem({ secret, invitation }: { secret: string; invitation: Invitation }) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const redeem = useSave(async () => {
    await userClient.post('/invitations/redeem', { secret, password });
    // Nothing that somebody else saw in this browser may be shown to this caller.
    cache.clear();
    await navigate({ to: '/', replace: true });
  });
  const at = redeem.at('/password');
  const gone = redeem.error instanceof ApiError && redeem.error.code === 'not_found';
  return (
    <Card
      title={t('people.invite.title', { name: invitation.name })}
      intro={t('people.invite.intro', { organisation: invitation.organisation, email: invitation.email })}
    >
      <Form className={formClass} onSubmit={() => redeem.send()}>
        {redeem.error !== null && at === undefined && (
          <Notice tone="bad">{gone ? t('people.invite.goneHint') : problemText(redeem.error)}</Notice>
        )}
        {/* Password managers file the new password under this address. */}
        <input
          type="text"
          name="username"
          className="visually-hidden"
          autoComplete="username"
          value={invitation.email}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <Field label={t('people.signIn.password')} hint={t('people.passwordHint')} error={at}>
          {(control) => (
            <PasswordInput
              {...control}
              name="password"
              required
              minLength={10}
              autoFocus
              autoComplete="new-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" busy={redeem.busy}>
          {t('people.invite.choose')}
        </Button>
      </Form>
    </Card>
  );
}
