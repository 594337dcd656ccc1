/** Users whose address looks like the one that is typed: whoever invites sees them before the invitation goes out. */
import { useQuery } from '@tanstack/react-query';
import { userClient } from '../../api/client';
import type { LookAlikes as Found } from '../../api/types';
import { LookAlikeNotice } from '../../access/LookAlikeNotice';
import { useSettled } from '../../ui';

export function LookAlikes({ email }: { email: string }) {
  const wanted = useSettled(email.trim(), 300);
  const { data } = useQuery({
    queryKey: ['users', 'look-alikes', wanted],
    queryFn: ({ signal }) =>
      userClient.get<Found>('/users/look-alikes', { query: { email: wanted }, signal }),
    // What is no address yet is told when the form is sent.
    enabled: /.@.+\../.test(wanted),
    retry: false,
  });
  return <LookAlikeNotice items={data?.items ?? []} />;
}
