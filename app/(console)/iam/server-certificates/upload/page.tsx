import type { Metadata } from 'next';
import { UploadServerCertificatePage } from '../_components/upload-server-certificate-page';

export const metadata: Metadata = { title: 'Upload server certificate' };

export default function Page() {
  return <UploadServerCertificatePage />;
}
