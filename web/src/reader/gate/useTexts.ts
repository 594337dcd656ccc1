/** The texts of what asks, in the language that the page speaks; waits for them. */
import { use } from 'react';
import { addCatalogue, currentLanguage } from '../../i18n/core';
import { gateTexts } from '../../i18n/gate';

export function useTexts(): void {
  addCatalogue('gate', use(gateTexts(currentLanguage())));
}
