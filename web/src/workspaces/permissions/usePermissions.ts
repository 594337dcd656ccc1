/** Setting what one principal holds on a workspace. */
import { useMutation } from '@tanstack/react-query';
import { userClient } from '../../api/client';
import type { PermissionItem } from '../../api/peopleTypes';
import { useRightsChanged } from '../../api/queries';

export type PermissionsBody = Pick<PermissionItem, 'here' | 'below'>;

/** Sets what one principal holds; an empty body takes all away. */
export function usePermissions(workspace: string) {
  const changed = useRightsChanged();
  return useMutation({
    mutationFn: ({ principal, body }: { principal: string; body: PermissionsBody }) =>
      userClient.put<PermissionItem>(`/workspaces/${workspace}/permissions/${principal}`, body),
    onSettled: () => changed(),
  });
}
