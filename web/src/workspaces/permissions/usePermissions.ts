/** Setting what one principal holds on a workspace. */
import { userClient } from '../../api/client';
import type { PermissionItem } from '../../api/peopleTypes';
import { useRightsChanged } from '../../api/queries';
import { useSave, type SaveOptions } from '../../kit/useSave';

export type PermissionsBody = Pick<PermissionItem, 'here' | 'below'>;

/** Sets what one principal holds; an empty body takes all away. */
export function usePermissions(
  workspace: string,
  options: Pick<SaveOptions<unknown, unknown>, 'onDone' | 'failsInToast'> = {},
) {
  const changed = useRightsChanged();
  return useSave(
    ({ principal, body }: { principal: string; body: PermissionsBody }) =>
      userClient.put<PermissionItem>(`/workspaces/${workspace}/permissions/${principal}`, body),
    { ...options, onSettled: changed },
  );
}
