-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "rootPasswordChangedAt" TIMESTAMP(3),
ADD COLUMN     "rootRecovery" TEXT;
