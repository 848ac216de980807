import { runAws } from '@/lib/aws-cli/command';
import type { FromShell, ToShell } from '@/lib/shell/messages';
import { Shell } from '@/lib/shell/shell';

const page = self as unknown as {
  postMessage: (message: FromShell) => void;
  onmessage: ((event: { data: ToShell }) => void) | null;
};
const shell = new Shell({ post: (message) => page.postMessage(message), runAws });
page.onmessage = ({ data }) => shell.receive(data);
