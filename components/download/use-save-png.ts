import { useState, type RefObject } from 'react';
import { toast } from 'sonner';
import { savePng } from '@/components/download/save-png';

/** Saves a part of the page as a picture, and says so when that fails. */
export function useSavePng(part: RefObject<HTMLElement | null>) {
  const [isSaving, setSaving] = useState(false);
  const save = (name: string) => {
    const element = part.current;
    if (!element || isSaving) return;
    setSaving(true);
    savePng(element, name)
      .catch(() => toast.error('The picture could not be made. Try again, or with fewer measures.'))
      .finally(() => setSaving(false));
  };
  return { isSaving, save };
}
