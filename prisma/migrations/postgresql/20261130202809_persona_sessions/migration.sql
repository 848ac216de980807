-- AlterTable
ALTER TABLE "ConsoleSession" ADD COLUMN     "isPersona" BOOLEAN NOT NULL DEFAULT false;
