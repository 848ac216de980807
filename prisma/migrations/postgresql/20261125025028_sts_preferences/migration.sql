-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "globalEndpointTokenVersion" INTEGER NOT NULL DEFAULT 2;
