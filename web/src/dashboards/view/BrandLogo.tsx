/** The logo of who shares a page, if there is one. */
import { basePath } from '../../api/basePath';
import type { BrandParts } from '../../api/types';
import { LogoImage } from '../../ui/LogoImage';

export function BrandLogo({ brand }: { brand: BrandParts | null | undefined }) {
  if (!brand?.logo) return null;
  const { path, width, height } = brand.logo;
  return <LogoImage src={`${basePath}${path}`} name={brand.name ?? ''} width={width} height={height} />;
}
