/** What a page of a share wears: the colour of the brand, and its logo on cards. Those who only came by are told of none. */
import { createContext, type ReactNode, useContext } from 'react';
import type { BrandParts } from '../api/types';
import { useAccent } from '../ui/accent';

const Brand = createContext<BrandParts | null>(null);

export const useBrand = () => useContext(Brand);

export function Branded({ brand, children }: { brand: BrandParts | null | undefined; children: ReactNode }) {
  useAccent(brand?.accent);
  return <Brand.Provider value={brand ?? null}>{children}</Brand.Provider>;
}
