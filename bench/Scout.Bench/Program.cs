using Scout.Bench;

return SelfTest.Run();
