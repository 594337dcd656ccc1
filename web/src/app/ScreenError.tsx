/** What stands where a screen could not be drawn, or where there is none. */
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { ApiError } from '../api/problem';
import { t } from '../i18n';
import { Button, buttonClass, EmptyState } from '../ui';
import { problemText } from './problemText';

export function ScreenError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const failure: unknown = error;
  if (failure instanceof ApiError && (failure.code === 'not_found' || failure.code === 'forbidden')) {
    return <NotFound />;
  }
  return (
    <EmptyState
      icon="alert"
      title={t('app.screenFailed')}
      actions={
        <Button
          icon="refresh"
          onClick={() => {
            reset();
            void router.invalidate();
          }}
        >
          {t('app.tryAgain')}
        </Button>
      }
    >
      {problemText(failure)}
    </EmptyState>
  );
}

/** Says the same for what is not there and for what does not open, as the server does. */
export function NotFound() {
  return (
    <EmptyState
      icon="search"
      title={t('app.notFound')}
      actions={
        <a className={buttonClass()} href="/">
          {t('app.toHome')}
        </a>
      }
    >
      {t('app.notFoundHint')}
    </EmptyState>
  );
}
