import type { Metadata } from 'next';
import { UploadServerCertificate } from '../_components/upload-server-certificate';

export const metadata: Metadata = { title: 'Upload server certificate' };

export default UploadServerCertificate;
