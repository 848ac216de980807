-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "rehearsalOf" TEXT,
ADD COLUMN     "rehearsalSince" TIMESTAMP(3);
