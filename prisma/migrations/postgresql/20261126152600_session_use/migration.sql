-- AlterTable
ALTER TABLE "ConsoleSession" ADD COLUMN     "usedAt" TIMESTAMP(3);
UPDATE "ConsoleSession" SET "usedAt" = "createdAt";
ALTER TABLE "ConsoleSession" ALTER COLUMN "usedAt" SET NOT NULL;
