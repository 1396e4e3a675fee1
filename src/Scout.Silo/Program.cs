return await Scout.Silo.SiloHost.RunAsync(args);
